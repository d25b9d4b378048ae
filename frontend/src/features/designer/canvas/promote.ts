/** An input of a step given by the pipeline: with the value, default and limits that it has now. */

import type { Command } from '../../../canvas/core/commands';
import type { Port } from '../../../canvas/core/components';
import {
  emptyInput,
  isDataType,
  type PipelineDocument,
  type PortType,
} from '../../../canvas/core/document';
import { snapPoint } from '../../../canvas/core/geometry';
import { freeName } from '../../../canvas/core/names';
import { PILL } from '../../../canvas/core/node-box';

export function promoteCommand(document: PipelineDocument, node: string, port: Port): Command {
  const name = freeName(port.name, document.interface.inputs);
  const step = document.nodes[node];
  const value = (step?.kind === 'step' ? step.values[port.name] : undefined) ?? port.default;
  const input = {
    ...emptyInput(port.type as PortType),
    value: value ?? null,
    description: port.description || null,
    optional: port.optional,
    min: port.min,
    max: port.max,
    enum: port.enum,
  };
  const place = document.layout.nodes[node];
  const isBox = isDataType(port.type) && place !== undefined;
  // The new end stands above its step, beside what others stand there already.
  const taken = Object.values(document.layout.nodes);
  const at = isBox ? snapPoint({ x: place.x + 16, y: place.y - 112 }) : null;
  while (
    at &&
    taken.some((one) => Math.abs(one.x - at.x) < PILL.width && Math.abs(one.y - at.y) < 56)
  )
    at.x += PILL.width + 24;
  return { kind: 'promote', node, port: port.name, name, input, ...(at ? { at } : {}) };
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
