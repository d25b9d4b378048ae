/** A component dropped on a connection: what fed the target now feeds it, and it feeds the target. */

import type { Command } from './commands';
import {
  type Components,
  type NodeComponent,
  type Port,
  sourcePort,
  targetPort,
} from './components';
import { mayFeed } from './connect';
import {
  isDataType,
  type PipelineDocument,
  type Place,
  type Position,
  type StepNode,
  samePlace,
} from './document';
import type { Scene } from './scene';

export interface NewStep {
  key: string;
  node: StepNode;
  component: Pick<NodeComponent, 'display_name' | 'name' | 'inputs' | 'outputs'>;
  at: Position;
}

/** The command, or why the component does not fit between these ends. */
export function insertOnEdge(
  document: PipelineDocument,
  components: Components,
  target: Place,
  made: NewStep,
): Command | string {
  const binding = document.bindings.find((one) => samePlace(one.target, target));
  if (!binding) return 'This connection is not there any more.';
  const from = sourcePort(document, components, binding.source, binding.via)?.type ?? '';
  const to = targetPort(document, components, target)?.type ?? '';
  const { inputs, outputs } = made.component;
  const input = bestPort(inputs, (type) => (from ? mayFeed(from, type) : 'ok'), from);
  const output = bestPort(outputs, (type) => (to ? mayFeed(type, to) : 'ok'), to);
  const title = made.component.display_name || made.component.name || made.key;
  if (!input) return `${title} has no input that takes ${from || 'data'}.`;
  if (!output) return `${title} has no output that ${target.port} takes (${to || 'data'}).`;
  const { source, via } = binding;
  return {
    kind: 'several',
    label: `insert ${made.key} between ${nameOf(source)} and ${nameOf(target)}`,
    commands: [
      { kind: 'add-node', key: made.key, node: made.node, at: made.at },
      { kind: 'connect', source, target: { node: made.key, port: input }, via },
      { kind: 'connect', source: { node: made.key, port: output }, target },
    ],
  };
}

function nameOf(place: Place): string {
  return place.node ?? place.port;
}

/** The port of exactly this type, else the first that fits. */
export function bestPort(
  ports: readonly Port[],
  verdict: (type: string) => 'ok' | 'warn' | 'no',
  type: string,
): string | null {
  const data = ports.filter((one) => isDataType(one.type));
  const found =
    data.find((one) => one.type === type) ??
    data.find((one) => verdict(one.type) === 'ok') ??
    data.find((one) => verdict(one.type) === 'warn');
  return found?.name ?? null;
}

const CLEAR = 32;

/** Places for what has to step aside so that `height` fits between the two ends of an edge. */
export function roomFor(
  scene: Scene,
  edgeId: string,
  height: number,
): { at: number; moves: Record<string, Position> } | null {
  const edge = scene.edges.find((one) => one.id === edgeId);
  const above = edge && scene.boxes.get(edge.sourceBox);
  const below = edge && scene.boxes.get(edge.targetBox);
  if (!above || !below) return null;
  const top = above.y + above.height;
  if (below.y < top) return null;
  const missing = height + 2 * CLEAR - (below.y - top);
  const moves: Record<string, Position> = {};
  if (missing > 0) {
    const by = Math.ceil(missing / 16) * 16;
    for (const id of downFrom(scene, below.id)) {
      const box = scene.boxes.get(id);
      if (box && box.y >= below.y) moves[id] = { x: box.x, y: box.y + by };
    }
  }
  const end = moves[below.id]?.y ?? below.y;
  return { at: (top + end) / 2, moves };
}

function downFrom(scene: Scene, start: string): Set<string> {
  const found = new Set([start]);
  for (const id of found) {
    for (const edge of scene.edgesOf.get(id) ?? [])
      if (edge.sourceBox === id) found.add(edge.targetBox);
  }
  return found;
}
