/** Commands about what feeds an input: a wire, or a value. One input has one of them, never both. */

import { withStep } from './commands-nodes';
import {
  type Binding,
  type DataValue,
  type PipelineDocument,
  type Place,
  type Scalar,
  samePlace,
} from './document';
import { withoutKeys } from './references';

export type BindingCommand =
  | { kind: 'connect'; source: Place; target: Place; via?: 'outputs' | 'inputs' }
  | { kind: 'disconnect'; target: Place }
  /** value null: back to the component's default. */
  | { kind: 'set-value'; node: string; port: string; value: Scalar | DataValue | null }
  | { kind: 'set-binding-mode'; node: string; port: string; mode: string | null };

export function applyBinding(
  document: PipelineDocument,
  command: BindingCommand,
): PipelineDocument {
  switch (command.kind) {
    case 'connect':
      return connect(document, command.source, command.target, command.via ?? 'outputs');
    case 'disconnect':
      return disconnect(document, command.target);
    case 'set-value':
      return setValue(document, command.node, command.port, command.value);
    case 'set-binding-mode':
      return setMode(document, { node: command.node, port: command.port }, command.mode);
  }
}

function connect(
  document: PipelineDocument,
  source: Place,
  target: Place,
  via: 'outputs' | 'inputs',
): PipelineDocument {
  const binding: Binding = { source, target, via, mode: null };
  const at = document.bindings.findIndex((one) => samePlace(one.target, target));
  const bindings = [...document.bindings];
  if (at < 0) bindings.push(binding);
  else bindings[at] = binding;
  const bound = { ...document, bindings };
  return target.node === null ? bound : dropValue(bound, target.node, target.port);
}

export function disconnect(document: PipelineDocument, target: Place): PipelineDocument {
  const bindings = document.bindings.filter((one) => !samePlace(one.target, target));
  return bindings.length === document.bindings.length ? document : { ...document, bindings };
}

function dropValue(document: PipelineDocument, key: string, port: string): PipelineDocument {
  return withStep(document, key, (node) =>
    Object.hasOwn(node.values, port) ? { ...node, values: withoutKeys(node.values, [port]) } : node,
  );
}

function setValue(
  document: PipelineDocument,
  key: string,
  port: string,
  value: Scalar | DataValue | null,
): PipelineDocument {
  const free = disconnect(document, { node: key, port });
  if (value === null) return dropValue(free, key, port);
  return withStep(free, key, (node) => ({ ...node, values: { ...node.values, [port]: value } }));
}

function setMode(document: PipelineDocument, target: Place, mode: string | null): PipelineDocument {
  const bindings = document.bindings.map((one) =>
    samePlace(one.target, target) ? { ...one, mode } : one,
  );
  return { ...document, bindings };
}
