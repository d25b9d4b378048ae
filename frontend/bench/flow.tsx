/** Plain React Flow with its defaults and a memoised node: what the canvas is compared with. */

import {
  applyNodeChanges,
  type Edge,
  Handle,
  type Node,
  type NodeChange,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
} from '@xyflow/react';
import { memo, useCallback, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import '@xyflow/react/dist/style.css';
import { type Bench, painted, until } from './frames';
import { CARD, changed, type Graph } from './graph';

type Card = Node<{ title: string; status: string }, 'card'>;

const COLOURS: Readonly<Record<string, string>> = {
  Queued: '#888',
  Running: '#0f6cbd',
  Completed: '#0b6a0b',
  Failed: '#a4262c',
};

const CardNode = memo(function CardNode({ data }: NodeProps<Card>) {
  return (
    <div
      style={{
        ...CARD,
        boxSizing: 'border-box',
        border: '1px solid #777',
        borderRadius: 6,
        background: '#fff',
        padding: 12,
        fontSize: 13,
      }}
    >
      <Handle type="target" position={Position.Top} />
      <div style={{ fontWeight: 600 }}>{data.title}</div>
      <div style={{ color: '#666' }}>A component</div>
      <span
        style={{
          position: 'absolute',
          right: 10,
          top: 10,
          width: 10,
          height: 10,
          borderRadius: 5,
          background: COLOURS[data.status] ?? '#ccc',
        }}
      />
      <Handle type="source" position={Position.Bottom} />
    </div>
  );
});
const TYPES = { card: CardNode };

interface Reach {
  instance: ReactFlowInstance<Card> | null;
  update: (change: (nodes: Card[]) => Card[]) => void;
}

function Page({ first, edges, reach }: { first: Card[]; edges: Edge[]; reach: Reach }) {
  const [nodes, setNodes] = useState(first);
  const onNodesChange = useCallback(
    (changes: NodeChange<Card>[]) => setNodes((before) => applyNodeChanges(changes, before)),
    [],
  );
  const onInit = useCallback(
    (made: ReactFlowInstance<Card>) => {
      reach.instance = made;
      reach.update = setNodes;
    },
    [reach],
  );
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={TYPES}
      onNodesChange={onNodesChange}
      onInit={onInit}
      fitView
      minZoom={0.005}
    />
  );
}

export function flow(root: HTMLElement, graph: Graph): Bench {
  const first: Card[] = graph.nodes.map(({ key, title, x, y }) => ({
    id: key,
    type: 'card',
    position: { x, y },
    data: { title, status: '' },
  }));
  const edges: Edge[] = graph.edges.map(([from, to]) => ({
    id: `${from}-${to}`,
    source: `n${from}`,
    target: `n${to}`,
  }));
  const reach: Reach = { instance: null, update: () => {} };
  const begun = performance.now();
  createRoot(root).render(<Page first={first} edges={edges} reach={reach} />);
  const firstPaint = (async () => {
    await until(() => {
      const edgesThere = root.querySelectorAll('.react-flow__edge').length >= edges.length;
      const node = root.querySelector<HTMLElement>('.react-flow__node:last-child');
      return edgesThere && node !== null && node.style.visibility !== 'hidden';
    });
    return (await painted()) - begun;
  })();
  const middle = graph.nodes[Math.floor(graph.nodes.length / 2)] ?? graph.nodes[0];
  const screen = (dx: number) => {
    const at = { x: (middle?.x ?? 0) + dx, y: (middle?.y ?? 0) + CARD.height / 2 };
    return reach.instance?.flowToScreenPosition(at) ?? { x: 0, y: 0 };
  };
  return {
    firstPaint,
    fit: () => void reach.instance?.fitView(),
    atFullSize: () =>
      void reach.instance?.setCenter(
        (middle?.x ?? 0) + CARD.width / 2,
        (middle?.y ?? 0) + CARD.height / 2,
        { zoom: 1 },
      ),
    nodePoint: () => screen(20),
    groundPoint: () => screen(-20),
    async statuses(round) {
      const begun = performance.now();
      const next = changed(graph, 1000, round);
      flushSync(() =>
        reach.update((nodes) =>
          nodes.map((node) => {
            const status = next.get(node.id);
            return status ? { ...node, data: { ...node.data, status } } : node;
          }),
        ),
      );
      return (await painted()) - begun;
    },
  };
}
