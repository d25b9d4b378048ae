/** All nodes of the graph as a list: found by typing, shown on the canvas by pressing. */

import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { NoteRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useMemo } from 'react';
import { buildScene } from '../../../canvas/core/scene';
import { toggled } from '../../../canvas/core/selection';
import { DataIcon, ProblemCount, TypeIcon } from '../../../canvas/view/node-marks';
import { plural } from '../../../lib/text';
import { placeOf, useVirtualRows } from '../../../ui/virtual-rows';
import { problemsByBox } from '../data/problems';
import { useDesigner, useEditorState } from '../data/session';
import { matching, type OutlineItem, outlineItems } from './lines';

const ROW_PX = 44;

const useStyles = makeStyles({
  pane: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 },
  count: { padding: '0 12px 4px', color: tokens.colorNeutralForeground3 },
  scroll: { overflowY: 'auto', flexGrow: 1, minHeight: 0 },
  list: { listStyleType: 'none', margin: 0, padding: 0, position: 'relative' },
  row: { position: 'absolute', left: '8px', right: '8px' },
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    boxSizing: 'border-box',
    width: '100%',
    height: '100%',
    padding: '0 8px',
    textAlign: 'left',
    font: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: '17px',
    color: tokens.colorNeutralForeground1,
    backgroundColor: 'transparent',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  chosen: { backgroundColor: tokens.colorNeutralBackground1Selected },
  icon: { display: 'grid', fontSize: '20px', color: tokens.colorNeutralForeground2, flexShrink: 0 },
  words: { display: 'grid', minWidth: 0, flexGrow: 1 },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  faint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

export function NodeOutline({ search }: { search: string }) {
  const styles = useStyles();
  const { store, view, components, diagnostics } = useDesigner();
  const { document, selection } = useEditorState(store);
  const items = useMemo(
    () => outlineItems(buildScene(document, components).boxes.values(), document),
    [document, components],
  );
  const found = useMemo(() => matching(items, search), [items, search]);
  const problems = useMemo(() => problemsByBox(diagnostics, document), [diagnostics, document]);
  const { scroll, virtual, walk } = useVirtualRows(found.length, ROW_PX);
  const rows = virtual.getVirtualItems();
  const first = rows[0]?.index;
  const chosen = useMemo(() => new Set(selection), [selection]);
  const show = (item: OutlineItem, adds: boolean) => {
    store.select(adds ? toggled(store.get().selection, item.id) : [item.id]);
    if (!adds) view.get()?.reveal(item.id);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = placeOf(window.document.activeElement);
    const item = at === null ? undefined : found[at];
    if (at === null || !item || walk(event, at)) return;
    if (event.key !== ' ') return;
    // Space selects, as on the canvas, and stays in the list.
    event.preventDefault();
    const { selection: now } = store.get();
    store.select(toggled(now, item.id));
  };
  return (
    <div className={styles.pane}>
      <Text size={200} role="status" className={styles.count}>
        {plural(found.length, 'node')}
      </Text>
      <div ref={scroll} className={styles.scroll}>
        <ul
          aria-label="Nodes of the pipeline"
          className={styles.list}
          style={{ height: virtual.getTotalSize() }}
          data-pane-entry
          onKeyDown={onKeyDown}
        >
          {rows.map(({ index, start }) => {
            const item = found[index];
            if (!item) return null;
            const trouble = problems[item.id];
            return (
              <li key={item.id} className={styles.row} style={{ top: start, height: ROW_PX }}>
                <button
                  type="button"
                  data-place={index}
                  data-outline-node={item.id}
                  tabIndex={index === first ? 0 : -1}
                  aria-current={chosen.has(item.id) || undefined}
                  className={mergeClasses(styles.line, chosen.has(item.id) && styles.chosen)}
                  onClick={(event) => show(item, event.shiftKey || event.ctrlKey || event.metaKey)}
                >
                  <span className={styles.icon} aria-hidden>
                    <ItemIcon item={item} />
                  </span>
                  <span className={styles.words}>
                    <span className={styles.cut} dir="auto">
                      {item.title}
                    </span>
                    <span className={mergeClasses(styles.faint, styles.cut)}>{item.words}</span>
                  </span>
                  {trouble && <ProblemCount problems={trouble} />}
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

function ItemIcon({ item }: { item: OutlineItem }) {
  if (item.kind === 'note') return <NoteRegular />;
  return item.kind === 'step' ? <TypeIcon type={item.type} /> : <DataIcon type={item.type} />;
}
