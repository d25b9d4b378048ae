/** The studio's canvas with a store behind it, as the designer uses it. */

import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { JobLive, patched } from '../src/api/job-live';
import type { JobSummary } from '../src/api/types';
import { type Components, type NodeComponent, port } from '../src/canvas/core/components';
import { emptyDocument, type PipelineDocument, stepNode } from '../src/canvas/core/document';
import { createStore, type EditorStore } from '../src/canvas/core/store';
import {
  type GraphEditing,
  type GraphHandle,
  GraphView,
  type NodeOverlay,
} from '../src/canvas/view/graph-view';
import { overlayOf } from '../src/features/jobs/page/overlay';
import { jobSummary, statusEvent } from '../src/testing/factories';
import { type Bench, painted, until } from './frames';
import { CARD, changed, type Graph } from './graph';

const PORTS = [0, 1, 2].map((i) => port(`in${i}`, 'uri_folder', { optional: true }));
const COMPONENT: NodeComponent = {
  name: 'step',
  version: '1',
  type: 'command',
  display_name: 'A component',
  inputs: PORTS,
  outputs: [port('out', 'uri_folder')],
};

interface Reach {
  handle: GraphHandle | null;
  setOverlay: (overlay: Record<string, NodeOverlay>) => void;
}

interface PageProps {
  store: EditorStore;
  components: Components;
  reach: Reach;
}

function Page({ store, components, reach }: PageProps) {
  const { document, selection } = useSyncExternalStore(store.subscribe, store.get);
  const [overlay, setOverlay] = useState<Record<string, NodeOverlay>>({});
  const editing = useMemo(() => editingOf(store), [store]);
  const select = useCallback((ids: string[]) => store.select(ids), [store]);
  const take = useCallback(
    (handle: GraphHandle | null) => {
      reach.handle = handle;
      reach.setOverlay = setOverlay;
    },
    [reach],
  );
  return (
    <FluentProvider theme={webLightTheme} style={{ height: '100%' }}>
      <GraphView
        label="Graph"
        document={document}
        components={components}
        selection={selection}
        onSelect={select}
        overlay={overlay}
        handle={take}
        editing={editing}
      />
    </FluentProvider>
  );
}

export function studio(root: HTMLElement, graph: Graph): Bench {
  const store = createStore(documentOf(graph));
  const components = Object.fromEntries(graph.nodes.map((node) => [node.key, COMPONENT]));
  const reach: Reach = { handle: null, setOverlay: () => {} };

  const begun = performance.now();
  createRoot(root).render(<Page store={store} components={components} reach={reach} />);
  const firstPaint = (async () => {
    await until(() => reach.handle?.scene().boxes.size === graph.nodes.length);
    return (await painted()) - begun;
  })();
  const middle = graph.nodes[Math.floor(graph.nodes.length / 2)] ?? graph.nodes[0];
  const live = jobOf(graph, (overlay) => flushSync(() => reach.setOverlay(overlay)));
  let sequence = 0;
  return {
    firstPaint,
    fit: () => reach.handle?.fit(),
    atFullSize() {
      if (!middle) return;
      reach.handle?.reveal(middle.key);
      reach.handle?.actualSize();
      store.select([]);
    },
    nodePoint() {
      const rect = reach.handle?.rectOf(middle?.key ?? '');
      return rect ? { x: rect.x + 20, y: rect.y + rect.height / 2 } : { x: 0, y: 0 };
    },
    groundPoint() {
      const rect = reach.handle?.rectOf(middle?.key ?? '');
      return rect ? { x: rect.x - 20, y: rect.y + rect.height / 2 } : { x: 0, y: 0 };
    },
    async statuses(round) {
      const begun = performance.now();
      const overlay: Record<string, NodeOverlay> = {};
      for (const [key, status] of changed(graph, 1000, round)) overlay[key] = { status };
      flushSync(() => reach.setOverlay(overlay));
      return (await painted()) - begun;
    },
    async events(round) {
      const begun = performance.now();
      live.receive(
        [...changed(graph, 1000, round)].map(([key, status]) =>
          statusEvent(++sequence, key, { status, started_at: '2026-01-02T12:00:01Z' }),
        ),
      );
      live.flush();
      return (await painted()) - begun;
    },
  };
}

/** A job with a step for each node, kept as it is now as on its page. */
function jobOf(graph: Graph, show: (overlay: Record<string, NodeOverlay>) => void): JobLive {
  const children = graph.nodes.map(({ key }) =>
    jobSummary({ name: key, key, type: 'command', status: 'NotStarted', started_at: null }),
  );
  const live = new JobLive();
  live.subscribe(() => {
    const now: Record<string, JobSummary> = {};
    for (const job of children) now[job.key] = patched(job, live.patches.get(job.name), 0);
    show(overlayOf(now, Date.now()));
  });
  return live;
}

function editingOf(store: ReturnType<typeof createStore>): GraphEditing {
  return {
    move: (to) => void store.dispatch({ kind: 'move', to }),
    copyTo: () => {},
    connect: (source, target) => void store.dispatch({ kind: 'connect', source, target }),
    refuse: () => null,
    runStep: () => {},
    refuseStep: () => null,
    quickAdd: () => {},
    insert: () => {},
    insertStep: () => {},
    refuseInsert: () => null,
    drop: () => false,
    resizeNote: () => {},
  };
}

function documentOf(graph: Graph): PipelineDocument {
  const used = new Map<number, number>();
  const empty = emptyDocument();
  return {
    ...empty,
    nodes: Object.fromEntries(
      graph.nodes.map(({ key, title }) => [
        key,
        { ...stepNode('azureml:step:1'), display_name: title },
      ]),
    ),
    bindings: graph.edges.flatMap(([from, to]) => {
      const at = used.get(to) ?? 0;
      used.set(to, at + 1);
      const source = { node: `n${from}`, port: 'out' };
      const target = { node: `n${to}`, port: `in${at}` };
      return at < PORTS.length ? [{ source, target, via: 'outputs' as const, mode: null }] : [];
    }),
    layout: {
      nodes: Object.fromEntries(
        graph.nodes.map(({ key, x, y }) => [key, { x, y: y + (CARD.height - 64) / 2 }]),
      ),
    },
  };
}
