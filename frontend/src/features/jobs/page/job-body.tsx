// Below the head: steps at the left, the graph in the middle, the panel at the right.
import { makeStyles, tokens } from '@fluentui/react-components';
import { type MouseEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { GraphHandle } from '../../../canvas/view/graph-types';
import { opens } from '../../../lib/job-types';
import { Resizable } from '../../../ui/resizable';
import { parentOf } from '../outline/tree';
import { NodePanel } from '../panel/node-panel';
import { GraphPane } from './graph-pane';
import { Outline } from './outline';
import type { JobView } from './use-job-view';

const useStyles = makeStyles({
  body: { display: 'flex', flexGrow: 1, minHeight: 0 },
  outline: {
    width: '264px',
    flexShrink: 0,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
  },
  graph: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
});

const DOUBLE_CLICK_MS = 300;
const SECOND_PRESS_MS = 1000;
const OUTLINE_KEY = 'studio.job.outline';

/** What the address says of the profile stays as one goes from step to step. */
function profileOf({ view, mode, order, critical }: JobView['search']): JobView['search'] {
  if (view === undefined) return {};
  return {
    view,
    ...(mode ? { mode } : {}),
    ...(order ? { order } : {}),
    ...(critical ? { critical } : {}),
  };
}

function outlineAtStart(): boolean {
  const kept = localStorage.getItem(OUTLINE_KEY);
  return kept === null ? window.innerWidth >= 1280 : kept === 'open';
}

export function JobBody({ view }: { view: JobView }) {
  const styles = useStyles();
  const { search, go } = view;
  const [outline, setOutline] = useState(outlineAtStart);
  const graph = useRef<GraphHandle | null>(null);
  const toggleOutline = () => {
    localStorage.setItem(OUTLINE_KEY, outline ? 'closed' : 'open');
    setOutline(!outline);
  };
  const place = search.graph ? { graph: search.graph } : {};
  const tab = search.tab ? { tab: search.tab } : {};
  const kept = { ...place, ...profileOf(search) };
  const panelOpen = search.node !== undefined || search.tab !== undefined;
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  const openedAt = useRef(0);
  const select = (node: string | null) => {
    clearTimeout(waiting.current);
    if (node === (search.node ?? null)) return;
    if (!panelOpen) openedAt.current = performance.now();
    const show = () => go(node === null ? kept : { ...kept, ...tab, node }, { replace: true });
    // The panel must not slide under the pointer between the two presses that go into a pipeline.
    const mayGoIn = node !== null && !panelOpen && goesInto(node) !== null;
    if (mayGoIn) waiting.current = setTimeout(show, DOUBLE_CLICK_MS);
    else show();
  };
  /** The pipeline or loop that a node opens into; a loop's body leads into the loop. */
  const goesInto = (node: string): string | null => {
    const job = view.children[node];
    const isItself = job?.name === view.root.name;
    return job && opens(job) && !isItself ? (view.bodies.get(node) ?? node) : null;
  };
  const enter = (path: string) => {
    clearTimeout(waiting.current);
    go({ graph: path });
  };
  const open = (node: string) => {
    const inner = goesInto(node);
    if (inner !== null) enter(search.graph ? `${search.graph}.${inner}` : inner);
    else go({ ...place, ...tab, node, tab: search.tab ?? 'overview' });
  };
  // A step of another level is shown once that level's graph is there.
  const pending = useRef<string | null>(null);
  const locate = (path: string) => {
    clearTimeout(waiting.current);
    const level = parentOf(path);
    const node = level ? path.slice(level.length + 1) : path;
    const at = level ? { graph: level } : {};
    const here = level === (search.graph ?? '');
    go({ ...at, ...profileOf(search), ...tab, node }, { replace: here });
    if (here) graph.current?.reveal(node);
    else pending.current = node;
  };
  // The same at each drawing: else it is told the old level's graph once more.
  const setGraph = useCallback((next: GraphHandle | null) => {
    graph.current = next;
    if (next && pending.current !== null) {
      next.reveal(pending.current);
      pending.current = null;
    }
  }, []);
  // The first press opens the panel under the pointer: the second must not select its text.
  const keepSelection = (event: MouseEvent) => {
    const isSecond = event.detail > 1 && performance.now() - openedAt.current < SECOND_PRESS_MS;
    if (isSecond) event.preventDefault();
  };
  return (
    <div className={styles.body} onMouseDownCapture={keepSelection}>
      {outline && (
        <aside className={styles.outline} aria-label="Steps">
          <Outline view={view} onLocate={locate} onEnter={enter} />
        </aside>
      )}
      <div className={styles.graph}>
        <GraphPane
          view={view}
          outline={outline}
          onOutline={toggleOutline}
          onSelect={select}
          onOpen={open}
          onLocate={locate}
          onGraph={setGraph}
          handle={graph}
        />
      </div>
      {panelOpen && (
        <Resizable
          label="Width of the panel"
          storageKey="studio.job.panel"
          initial={560}
          min={360}
          max={1200}
        >
          <NodePanel view={view} />
        </Resizable>
      )}
    </div>
  );
}
