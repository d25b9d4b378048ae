// Filters kept under a name: one's own, in every browser.
import {
  Button,
  Field,
  Input,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { BookmarkRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { savedViewsQuery, useDeleteView, useSaveView } from '../../../api/saved-views';
import type { JobsSearch } from '../../../lib/search';
import { FormDialog } from '../../../ui/form-dialog';
import { ProblemView } from '../../../ui/problem-view';
import { toast, toastProblem } from '../../../ui/toast';
import type { FilterProps } from './filters';

const MOST_CHARACTERS = 100;

function isSame(one: JobsSearch, other: JobsSearch): boolean {
  const sorted = (search: JobsSearch) => JSON.stringify(Object.entries(search).sort());
  return sorted(one) === sorted(other);
}

export function ViewsMenu({ search, onChange }: FilterProps) {
  const { data: views = [] } = useQuery(savedViewsQuery);
  const remove = useDeleteView();
  const [isSaving, setSaving] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const current = views.find((view) => isSame(view.search, search))?.name;
  const isFiltered = Object.keys(search).length > 0;
  const forget = (name: string) =>
    remove.mutate(name, {
      onSuccess: () => toast({ intent: 'success', title: `View ${name} deleted` }),
      onError: (error) => toastProblem('Not deleted', error),
    });
  return (
    <>
      <Menu checkedValues={{ view: current === undefined ? [] : [current] }}>
        <MenuTrigger disableButtonEnhancement>
          <Button ref={opener} appearance="subtle" icon={<BookmarkRegular />}>
            Views
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {views.map((view) => (
              <MenuItemRadio
                key={view.name}
                name="view"
                value={view.name}
                onClick={() => onChange(view.search)}
              >
                {view.name}
              </MenuItemRadio>
            ))}
            {views.length > 0 && <MenuDivider />}
            <MenuItem
              disabled={!isFiltered || current !== undefined}
              onClick={() => setSaving(true)}
            >
              Save these filters…
            </MenuItem>
            {current !== undefined && (
              <MenuItem onClick={() => forget(current)}>Delete {current}</MenuItem>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      {isSaving && (
        <SaveViewDialog
          search={search}
          taken={views.map((view) => view.name)}
          onClose={() => setSaving(false)}
          focusAfter={() => opener.current?.focus()}
        />
      )}
    </>
  );
}

interface SaveViewDialogProps {
  search: JobsSearch;
  taken: readonly string[];
  onClose: () => void;
  focusAfter: () => void;
}

function SaveViewDialog({ search, taken, onClose, focusAfter }: SaveViewDialogProps) {
  const [text, setText] = useState('');
  const save = useSaveView();
  const name = text.trim();
  return (
    <FormDialog
      title="Save these filters"
      act={taken.includes(name) ? 'Replace' : 'Save'}
      working="Saving"
      busy={save.isPending}
      ready={name !== ''}
      onSubmit={() => save.mutate({ name, search }, { onSuccess: onClose })}
      onClose={onClose}
      focusAfter={focusAfter}
    >
      <Field
        label="Name"
        hint={taken.includes(name) ? 'A view of this name is there: it gets these filters.' : ''}
      >
        <Input
          autoFocus
          maxLength={MOST_CHARACTERS}
          value={text}
          onChange={(_, data) => setText(data.value)}
        />
      </Field>
      {save.isError && <ProblemView error={save.error} title="Not saved" />}
    </FormDialog>
  );
}
