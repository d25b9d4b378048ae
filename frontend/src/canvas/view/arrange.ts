/** Places for boxes: elkjs in a web worker, started when first needed; the quick layout beyond it. */

import type { ELK as Elk, ElkNode } from 'elkjs/lib/elk-api';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { Position } from '../core/document';
import { snap } from '../core/geometry';
import {
  LAYER_GAP,
  type LayoutBox,
  type LayoutGraph,
  layoutGraph,
  NODE_GAP,
  QUICK_ABOVE,
  quickLayout,
} from '../core/layout';
import type { Scene } from '../core/scene';
import { keepPlaces, keptPlaces } from './kept-places';

/** A wide graph of a thousand boxes takes elkjs a minute: nobody waits longer than this. */
const MOST_MS = 2000;

let elk: Promise<Elk> | null = null;

function startElk(): Promise<Elk> {
  elk ??= import('elkjs/lib/elk-api').then(
    ({ default: Engine }) => new Engine({ workerFactory: () => new Worker(workerUrl) }),
  );
  return elk;
}

let before: Promise<unknown> = Promise.resolve();

/** One graph after the other: each has all of its time, however many are asked for at once. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = before.then(work, work);
  before = mine;
  return mine;
}

/** Null when it takes too long: its worker is ended then, and the next graph gets another one. */
async function inTime(graph: ElkNode): Promise<ElkNode | null> {
  const engine = await startElk();
  // The worker answers this at once when it has come: only the work itself is timed.
  await engine.knownLayoutOptions();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((done) => {
    timer = setTimeout(() => done(null), MOST_MS);
  });
  const root = await Promise.race([engine.layout(graph), late]);
  clearTimeout(timer);
  if (root === null) {
    engine.terminateWorker();
    elk = null;
  }
  return root;
}

export async function arrange(scene: Scene): Promise<Record<string, Position>> {
  const graph = layoutGraph(scene);
  if (graph.boxes.length > QUICK_ABOVE) return quickLayout(graph);
  const asked = toElk(graph);
  const kept = await keptPlaces(asked);
  if (kept) return kept;
  try {
    const root = await inTurn(() => inTime(asked));
    if (!root) return quickLayout(graph);
    const places = placesOf(root);
    void keepPlaces(asked, places);
    return places;
  } catch (error) {
    // A graph that elkjs cannot place is still shown; the reason belongs in the console.
    console.info('elkjs could not arrange this graph; using the quick layout.', error);
    return quickLayout(graph);
  }
}

function toElk(graph: LayoutGraph): ElkNode {
  return {
    id: ' root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.layered.spacing.nodeNodeBetweenLayers': String(LAYER_GAP),
      'elk.spacing.nodeNode': String(NODE_GAP),
      'elk.spacing.componentComponent': String(NODE_GAP),
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
      'elk.edgeRouting': 'POLYLINE',
      ...(graph.isPlaced ? { 'elk.layered.crossingMinimization.forceNodeModelOrder': 'true' } : {}),
    },
    children: graph.boxes.map(toElkBox),
    edges: graph.edges.map((edge) => ({
      id: edge.id,
      sources: [edge.sourcePort],
      targets: [edge.targetPort],
    })),
  };
}

function toElkBox(box: LayoutBox): ElkNode {
  const port = (side: 'NORTH' | 'SOUTH', ids: readonly string[]) =>
    ids.map((id, i) => ({
      id,
      width: 1,
      height: 1,
      x: (box.width / (ids.length + 1)) * (i + 1),
      y: side === 'NORTH' ? 0 : box.height,
      layoutOptions: { 'elk.port.side': side },
    }));
  return {
    id: box.id,
    width: box.width,
    height: box.height,
    ports: [...port('NORTH', box.inputs), ...port('SOUTH', box.outputs)],
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
  };
}

function placesOf(root: ElkNode): Record<string, Position> {
  const places: Record<string, Position> = {};
  for (const { id, x = 0, y = 0 } of root.children ?? []) places[id] = { x: snap(x), y: snap(y) };
  return places;
}
