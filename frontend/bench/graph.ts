/** A layered graph with three edges for two nodes, the same for every renderer and every run. */

export const CARD = { width: 220, height: 72 };
const GAP = { x: 40, y: 72 };

export interface GraphNode {
  key: string;
  title: string;
  x: number;
  y: number;
  row: number;
}

export interface Graph {
  nodes: GraphNode[];
  edges: [from: number, to: number][];
  rows: number;
}

export function layered(count: number): Graph {
  const wide = Math.max(4, Math.round(Math.sqrt(count / 2)));
  const nodes = Array.from({ length: count }, (_, i): GraphNode => {
    const row = Math.floor(i / wide);
    const [x, y] = [(i % wide) * (CARD.width + GAP.x), row * (CARD.height + GAP.y)];
    return { key: `n${i}`, title: `step ${i}`, x, y, row };
  });
  const random = dice(7);
  const edges = new Map<string, [number, number]>();
  const most = Math.round(count * 1.5);
  for (let tries = 0; edges.size < most && tries < most * 20; tries++) {
    const to = wide + Math.floor(random() * (count - wide));
    const from = Math.max(0, to - wide - Math.floor(random() * wide));
    if (from < to) edges.set(`${from} ${to}`, [from, to]);
  }
  return { nodes, edges: [...edges.values()], rows: Math.ceil(count / wide) };
}

/** A small generator of numbers in 0..1, so that runs can be compared. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

export const STATUSES = ['Queued', 'Running', 'Completed', 'Failed'] as const;

/** The next status of the first nodes, by key. */
export function changed(
  graph: Graph,
  count: number,
  round: number,
): Map<string, (typeof STATUSES)[number]> {
  const some = graph.nodes.slice(0, count);
  return new Map(
    some.map((node, i) => [node.key, STATUSES[(i + round) % STATUSES.length] ?? 'Queued']),
  );
}
