/** Ports of steps given to the pipeline itself: its inputs and outputs, and where they stand. */

import type { Command } from '../../../canvas/core/commands';
import type { Port } from '../../../canvas/core/components';
import {
  emptyInput,
  emptyOutput,
  isDataType,
  type PipelineDocument,
  type PortType,
  type Position,
} from '../../../canvas/core/document';
import { groundOf, type Search } from '../../../canvas/core/free-place';
import { add, type Point, snapPoint } from '../../../canvas/core/geometry';
import { boxOfInput, boxOfOutput } from '../../../canvas/core/ids';
import { freeName } from '../../../canvas/core/names';
import { PILL } from '../../../canvas/core/node-box';
import { type Scene, spotOf } from '../../../canvas/core/scene';
import type { Designer } from '../data/session';

/** Between a step and its pipeline input or output: a wire's room. */
const ABOVE = 56;
const BESIDE = 16;
const ROW = PILL.height + 2 * BESIDE;
/** Three cards aside are as near as the next row. */
const STEEPNESS = 8;

/** An input of a step given by the pipeline: with the value, default and limits that it has now. */
export function promote({ store, run, view }: Designer, node: string, port: Port): void {
  const { document } = store.get();
  const name = freeName(port.name, document.interface.inputs);
  const scene = view.get()?.scene();
  const at = scene && isDataType(port.type) ? spotBeside(scene, node, port.name, 'target') : null;
  const input = inputLike(document, node, port);
  const command: Command = { kind: 'promote', node, port: port.name, name, input };
  if (!run(at ? { ...command, at } : command)) return;
  if (at) requestAnimationFrame(() => view.get()?.bringIn([node, boxOfInput(name)]));
}

function inputLike(document: PipelineDocument, node: string, port: Port) {
  const step = document.nodes[node];
  const value = (step?.kind === 'step' ? step.values[port.name] : undefined) ?? port.default;
  return {
    ...emptyInput(port.type as PortType),
    value: value ?? null,
    description: port.description || null,
    optional: port.optional,
    min: port.min,
    max: port.max,
    enum: port.enum,
  };
}

/** Data inputs of a step that nothing feeds. */
export function freeInputs(
  document: PipelineDocument,
  node: string,
  inputs: readonly Port[],
): readonly Port[] {
  const step = document.nodes[node];
  if (step?.kind !== 'step') return [];
  const bound = new Set(
    document.bindings.filter((one) => one.target.node === node).map((one) => one.target.port),
  );
  return inputs.filter(
    (one) => isDataType(one.type) && !bound.has(one.name) && step.values[one.name] === undefined,
  );
}

/** An output of a step made one of the pipeline, and joined to it. */
export function publishOutput({ store, run, view }: Designer, node: string, port: string): void {
  const { document } = store.get();
  const name = freeName(port, document.interface.outputs);
  const scene = view.get()?.scene();
  const at = scene ? spotBeside(scene, node, port, 'source') : null;
  const output = { ...emptyOutput(), description: null };
  const isDone = run({
    kind: 'several',
    label: `make ${node}.${port} a pipeline output`,
    commands: [
      { kind: 'set-output', name, output, ...(at ? { at } : {}) },
      { kind: 'connect', source: { node, port }, target: { node: null, port: name } },
    ],
  });
  if (isDone) requestAnimationFrame(() => view.get()?.bringIn([node, boxOfOutput(name)]));
}

/** Straight above an input or below an output, or the free place that is nearest to there. */
export function spotBeside(
  scene: Scene,
  node: string,
  port: string,
  side: 'source' | 'target',
): Position | null {
  const box = scene.boxes.get(node);
  if (!box) return null;
  const x = box.x + (spotOf(box, port, side)?.x ?? box.width / 2) - PILL.width / 2;
  const isAbove = side === 'target';
  const y = isAbove ? box.y - ABOVE - PILL.height : box.y + box.height + ABOVE;
  return freePlace(scene, { x, y }, { way: isAbove ? -1 : 1, row: ROW, steepness: STEEPNESS });
}

function freePlace(scene: Scene, wish: Point, search: Search): Position {
  const at = snapPoint(wish);
  return add(at, groundOf(scene).shiftFor([{ ...at, ...PILL }], search));
}

/** Puts an end that is joined to nothing yet on free ground near the middle of the view. */
export function addOwnEnd(
  { run, view }: Designer,
  end: Extract<Command, { kind: 'set-input' | 'set-output' }>,
): void {
  const handle = view.get();
  const { x, y } = handle?.center() ?? { x: 0, y: 0 };
  const wish = { x: x - PILL.width / 2, y: y - PILL.height / 2 };
  const at = handle && freePlace(handle.scene(), wish, { way: 1, row: ROW });
  const box = end.kind === 'set-input' ? boxOfInput(end.name) : boxOfOutput(end.name);
  if (run(at ? { ...end, at } : end)) requestAnimationFrame(() => view.get()?.bringIn([box]));
}
