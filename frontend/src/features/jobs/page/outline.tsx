// The steps of all levels as a tree: find one, see how it stands, show it in the graph.
import {
  Button,
  Dropdown,
  makeStyles,
  Option,
  OptionGroup,
  SearchBox,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type FocusEvent, type KeyboardEvent, useMemo, useState } from 'react';
import type { Status, StepLine } from '../../../api/types';
import { useSeconds } from '../../../lib/clock';
import { hasEnded, isStatus, STATUSES, statusLabel } from '../../../lib/statuses';
import { plural } from '../../../lib/text';
import { placeOf, useVirtualRows } from '../../../ui/virtual-rows';
import { isSort, type OutlineSort, parentOf, rowsOf, SORTS } from '../outline/tree';
import { OutlineLine } from './outline-line';
import type { JobView } from './use-job-view';

const ROW_PX = 32;

const useStyles = makeStyles({
  head: { padding: tokens.spacingHorizontalS, display: 'grid', gap: tokens.spacingVerticalXS },
  tools: { display: 'flex', gap: tokens.spacingHorizontalXS },
  drop: { minWidth: 0, flexGrow: 1, flexBasis: 0 },
  count: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    minHeight: '24px',
    color: tokens.colorNeutralForeground3,
    padding: `0 ${tokens.spacingHorizontalXS}`,
  },
  scroll: { overflowY: 'auto', flexGrow: 1, minHeight: 0 },
  list: { listStyleType: 'none', margin: 0, padding: 0, position: 'relative' },
});

interface OutlineProps {
  view: JobView;
  onLocate: (path: string) => void;
  onEnter: (path: string) => void;
}

export function Outline({ view, onLocate, onEnter }: OutlineProps) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const [statuses, setStatuses] = useState<readonly Status[]>([]);
  const [types, setTypes] = useState<readonly string[]>([]);
  const [sort, setSort] = useState<OutlineSort>('order');
  const { open, toggle } = useOpen(view.search.graph ?? '');
  const { steps } = view;
  // Only an order by duration changes as time goes by.
  const now = useSeconds(sort === 'duration' && !hasEnded(view.root.status));
  const { rows, found } = useMemo(
    () => rowsOf(steps, open, { text, statuses, types }, sort, now || Date.now()),
    [steps, open, text, statuses, types, sort, now],
  );
  const kinds = useMemo(() => [...new Set(steps.map((step) => step.type))].sort(), [steps]);
  const { scroll, virtual, focus, walk } = useVirtualRows(rows.length, ROW_PX);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = placeOf(document.activeElement);
    const row = at === null ? undefined : rows[at];
    if (at === null || !row) return;
    if (walk(event, at)) return;
    if (event.key === 'ArrowRight' && row.isOpen === false) toggle(row.step.path);
    else if (event.key === 'ArrowLeft' && row.isOpen) toggle(row.step.path);
    else if (event.key === 'ArrowLeft')
      focus(rows.findIndex((each) => each.step.path === parentOf(row.step.path)));
    else return;
    event.preventDefault();
  };
  const chosen = chosenPath(view);
  const [walked, setWalked] = useState<string | null>(null);
  const lines = virtual.getVirtualItems();
  const stop = stopAmong(
    lines.flatMap(({ index }) => rows[index]?.step.path ?? []),
    [walked, chosen],
  );
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const row = rows[placeOf(event.target) ?? -1];
    if (row) setWalked(row.step.path);
  };
  const hasFolds = rows.some((row) => row.isOpen !== undefined);
  return (
    <>
      <div className={styles.head}>
        <SearchBox
          size="small"
          aria-label="Filter steps by name, status or type"
          placeholder="Filter steps"
          value={text}
          onChange={(_, data) => setText(data.value)}
        />
        <div className={styles.tools}>
          <Dropdown
            className={styles.drop}
            size="small"
            aria-label="Only steps with these statuses or types"
            placeholder="Any status"
            multiselect
            value={[...statuses.map(statusLabel), ...types].join(', ')}
            selectedOptions={[...statuses, ...types]}
            onOptionSelect={(_, data) => {
              setStatuses(data.selectedOptions.filter(isStatus));
              setTypes(data.selectedOptions.filter((each) => !isStatus(each)));
            }}
          >
            <OptionGroup label="Status">
              {STATUSES.map((status) => (
                <Option key={status} value={status}>
                  {statusLabel(status)}
                </Option>
              ))}
            </OptionGroup>
            <OptionGroup label="Type">
              {kinds.map((kind) => (
                <Option key={kind} value={kind}>
                  {kind}
                </Option>
              ))}
            </OptionGroup>
          </Dropdown>
          <Select
            className={styles.drop}
            size="small"
            aria-label="Order of the steps"
            value={sort}
            onChange={(_, data) => isSort(data.value) && setSort(data.value)}
          >
            {Object.entries(SORTS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </div>
        <div className={styles.count}>
          <Text size={200} role="status">
            {plural(found, 'step')}
          </Text>
          {(text !== '' || statuses.length + types.length > 0) && (
            <Button
              size="small"
              appearance="transparent"
              onClick={() => {
                setText('');
                setStatuses([]);
                setTypes([]);
              }}
            >
              Clear filters
            </Button>
          )}
        </div>
      </div>
      <div ref={scroll} className={styles.scroll}>
        <ul
          className={styles.list}
          style={{ height: virtual.getTotalSize() }}
          onKeyDown={onKeyDown}
          onFocus={onFocus}
        >
          {lines.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <OutlineLine
                key={row.step.name}
                row={row}
                place={item.index}
                top={item.start}
                isChosen={row.step.path === chosen}
                hasFolds={hasFolds}
                isStop={row.step.path === stop}
                onToggle={toggle}
                onLocate={onLocate}
                onEnter={onEnter}
              />
            );
          })}
        </ul>
      </div>
    </>
  );
}

/** Which pipelines are open; the one whose graph is shown, and all around it, are. */
function useOpen(graph: string) {
  const [own, setOwn] = useState<ReadonlyMap<string, boolean>>(new Map());
  const open = useMemo(() => {
    const all = new Set<string>();
    for (let path = graph; path !== ''; path = parentOf(path)) all.add(path);
    for (const [path, isOpen] of own) {
      if (isOpen) all.add(path);
      else all.delete(path);
    }
    return all;
  }, [own, graph]);
  const toggle = (path: string) => setOwn(new Map(own).set(path, !open.has(path)));
  return { open, toggle };
}

function chosenPath(view: JobView): string | null {
  const { graph, node } = view.search;
  if (node === undefined) return null;
  return graph ? `${graph}.${node}` : node;
}

/** The row that Tab comes to: the one that was walked to, the chosen one, or the first. */
function stopAmong(drawn: readonly string[], wanted: readonly (string | null)[]): string | null {
  return wanted.find((path) => path !== null && drawn.includes(path)) ?? drawn[0] ?? null;
}

/** What one step is called: its key, as in the file; and its display name, where that says more. */
export function namesOf(step: StepLine): { key: string; more: string } {
  const key = step.key || step.display_name || step.name;
  return { key, more: step.display_name && step.display_name !== key ? step.display_name : '' };
}
