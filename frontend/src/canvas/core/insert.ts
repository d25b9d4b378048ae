/**
 * A component, or a step that is joined to nothing, dropped on a connection: what fed the target now
 * feeds it, and it feeds the target.
 */

import type { Command } from './commands';
import {
  type Components,
  type NodeComponent,
  type Port,
  sourcePort,
  targetPort,
} from './components';
import { mayFeed } from './connect';
import { controlType } from './control';
import {
  isDataType,
  type PipelineDocument,
  type Place,
  type Position,
  samePlace,
} from './document';
import type { Scene } from './scene';

export interface Inserted {
  key: string;
  component: Pick<NodeComponent, 'display_name' | 'name' | 'inputs' | 'outputs'>;
  /** Adds the step where it will stand, or moves it there. */
  put: Command;
  /** Inputs that somebody gave a value: they keep it. */
  taken?: readonly string[];
}

/** The command, or why the component does not fit between these ends. */
export function insertOnEdge(
  document: PipelineDocument,
  components: Components,
  target: Place,
  made: Inserted,
): Command | string {
  const binding = document.bindings.find((one) => samePlace(one.target, target));
  if (!binding) return 'This connection is not there any more.';
  const from = sourcePort(document, components, binding.source, binding.via)?.type ?? '';
  const to = targetPort(document, components, target)?.type ?? '';
  const { outputs } = made.component;
  const taken = made.taken ?? [];
  const inputs = made.component.inputs.filter(({ name }) => !taken.includes(name));
  const input = bestPort(inputs, (type) => (from ? mayFeed(from, type) : 'ok'), from);
  const output = bestPort(outputs, (type) => (to ? mayFeed(type, to) : 'ok'), to);
  const title = made.component.display_name || made.component.name || made.key;
  const free = taken.length > 0 ? 'free ' : '';
  if (!input) return `${title} has no ${free}input that takes ${from || 'data'}.`;
  if (!output) return `${title} has no output that ${target.port} takes (${to || 'data'}).`;
  const { source, via } = binding;
  return {
    kind: 'several',
    label: `insert ${made.key} between ${nameOf(source)} and ${nameOf(target)}`,
    commands: [
      made.put,
      { kind: 'connect', source, target: { node: made.key, port: input }, via },
      { kind: 'connect', source: { node: made.key, port: output }, target },
    ],
  };
}

/** A step that nothing is joined to: only such a one goes into a connection that it is dropped on. */
export function isLoose(document: PipelineDocument, scene: Scene, key: string): boolean {
  const node = document.nodes[key];
  if (node?.kind !== 'step' || controlType(node) !== null) return false;
  return (scene.edgesOf.get(key) ?? []).length === 0;
}

/** A step of the document put into a connection, or why it does not fit there. */
export function moveOntoEdge(
  document: PipelineDocument,
  components: Components,
  target: Place,
  { key, at }: { key: string; at: Position },
): Command | string {
  const node = document.nodes[key];
  const component = components[key];
  if (node?.kind !== 'step' || !component) return `What ${key} takes is not known.`;
  const put: Command = { kind: 'move', to: { [key]: at } };
  const taken = Object.keys(node.values);
  return insertOnEdge(document, components, target, { key, component, put, taken });
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

/**
 * Where the middle of something so high stands clear of both ends of an edge, as near to `wish` as
 * it can, and places for what has to step aside for it.
 */
export function roomFor(
  scene: Scene,
  edgeId: string,
  height: number,
  wish: number,
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
  const clear = height / 2 + CLEAR;
  return { at: Math.max(top + clear, Math.min(end - clear, wish)), moves };
}

function downFrom(scene: Scene, start: string): Set<string> {
  const found = new Set([start]);
  for (const id of found) {
    for (const edge of scene.edgesOf.get(id) ?? [])
      if (edge.sourceBox === id) found.add(edge.targetBox);
  }
  return found;
}
