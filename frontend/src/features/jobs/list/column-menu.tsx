// Which columns the list shows; remembered in this browser.
import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { ColumnTripleEditRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Column } from '../../../ui/table/columns';

const KEY = 'studio.jobs.columns';

/** Null: those that fit, as the list itself decides. */
function kept(): string[] | null {
  const text = localStorage.getItem(KEY);
  return text === null ? null : text.split(',').filter(Boolean);
}

/** The columns in their order; those that somebody chose are shown however narrow the list is. */
export function useColumns<T>(all: readonly Column<T>[], fixed: readonly string[]) {
  const [chosen, setChosen] = useState(kept);
  const choose = (ids: string[] | null) => {
    if (ids === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, ids.join(','));
    setChosen(ids);
  };
  const columns =
    chosen === null
      ? all
      : all
          .filter((column) => chosen.includes(column.id) || fixed.includes(column.id))
          .map(({ from: _, ...column }) => column);
  return { columns, chosen, choose };
}

interface ColumnMenuProps<T> {
  all: readonly Column<T>[];
  fixed: readonly string[];
  chosen: readonly string[] | null;
  onChoose: (ids: string[] | null) => void;
}

export function ColumnMenu<T>({ all, fixed, chosen, onChoose }: ColumnMenuProps<T>) {
  const free = all.filter((column) => !fixed.includes(column.id));
  const checked = chosen ?? free.map((column) => column.id);
  return (
    <Menu
      checkedValues={{ columns: [...checked] }}
      onCheckedValueChange={(_, data) => onChoose(data.checkedItems)}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content="Columns" relationship="label">
          <Button appearance="subtle" icon={<ColumnTripleEditRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {free.map((column) => (
            <MenuItemCheckbox key={column.id} name="columns" value={column.id}>
              {column.header}
            </MenuItemCheckbox>
          ))}
          <MenuDivider />
          <MenuItem disabled={chosen === null} onClick={() => onChoose(null)}>
            Those that fit
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
