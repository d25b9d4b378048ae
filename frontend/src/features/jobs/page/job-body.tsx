// Below the head: steps at the left, the graph in the middle, the panel at the right.
import { makeStyles, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { GraphHandle } from '../../../canvas/view/graph-types';
import { Resizable } from '../../../ui/resizable';
import { NodePanel } from '../panel/node-panel';
import { GraphPane } from './graph-pane';
import { Outline } from './outline';
import type { JobView } from './use-job-view';

const useStyles = makeStyles({
  body: { display: 'flex', flexGrow: 1, minHeight: 0 },
  outline: {
    width: '240px',
    flexShrink: 0,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
  },
  graph: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
});

const OUTLINE_KEY = 'studio.job.outline';

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
  const select = (node: string | null) => {
    if (node === (search.node ?? null)) return;
    go(node === null ? place : { ...place, ...tab, node }, { replace: true });
  };
  const enter = (node: string) => {
    const path = search.graph ? `${search.graph}.${node}` : node;
    go({ graph: path });
  };
  const open = (node: string) => {
    if (view.children[node]?.type === 'pipeline') enter(node);
    else go({ ...place, ...tab, node, tab: search.tab ?? 'overview' });
  };
  const locate = (node: string) => {
    select(node);
    graph.current?.reveal(node);
  };
  const panelOpen = search.node !== undefined || search.tab !== undefined;
  return (
    <div className={styles.body}>
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
