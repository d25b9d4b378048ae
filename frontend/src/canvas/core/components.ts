/** What the canvas knows about the component behind a node: its name and its ports. */

import { remember } from '../../lib/remember';
import {
  DATA_PORT,
  type DataNode,
  isDataType,
  type Node,
  type PipelineDocument,
  type Place,
  type Scalar,
} from './document';

export interface Port {
  name: string;
  type: string;
  description: string;
  optional: boolean;
  default: Scalar | null;
  min: number | null;
  max: number | null;
  enum: string[] | null;
  mode: string | null;
}

export interface NodeComponent {
  name: string | null;
  version: string | null;
  type: string;
  display_name: string;
  inputs: readonly Port[];
  outputs: readonly Port[];
}

/** By node key. A node whose component is not known (yet) is absent. */
export type Components = Readonly<Record<string, NodeComponent>>;

export function port(name: string, type: string, more: Partial<Port> = {}): Port {
  return {
    name,
    type,
    description: '',
    optional: false,
    default: null,
    min: null,
    max: null,
    enum: null,
    mode: null,
    ...more,
  };
}

const dataComponent = remember(
  (node: DataNode): NodeComponent => ({
    name: node.path,
    version: null,
    type: 'data',
    display_name: node.display_name ?? node.path,
    inputs: [],
    outputs: [port(DATA_PORT, node.type)],
  }),
);

export function componentOf(
  document: PipelineDocument,
  components: Components,
  key: string,
): NodeComponent | undefined {
  const node: Node | undefined = document.nodes[key];
  return node?.kind === 'data' ? dataComponent(node) : components[key];
}

/** The declared port at an end of a binding; undefined while its component is unknown. */
export function sourcePort(
  document: PipelineDocument,
  components: Components,
  place: Place,
  via: 'outputs' | 'inputs' = 'outputs',
): Port | undefined {
  if (place.node === null) return interfaceInput(document, components, place.port);
  const component = componentOf(document, components, place.node);
  return component?.[via].find((one) => one.name === place.port);
}

export function targetPort(
  document: PipelineDocument,
  components: Components,
  place: Place,
): Port | undefined {
  if (place.node === null) {
    const output = document.interface.outputs[place.port];
    return output && port(place.port, output.type ?? '', { description: output.description ?? '' });
  }
  return componentOf(document, components, place.node)?.inputs.find(
    (one) => one.name === place.port,
  );
}

function interfaceInput(
  document: PipelineDocument,
  components: Components,
  name: string,
): Port | undefined {
  const input = document.interface.inputs[name];
  if (!input) return undefined;
  const type = interfaceInputType(document, components, name);
  return port(name, type, { description: input.description ?? '', optional: input.optional });
}

/** Type of a pipeline input: declared, else that of its value, else that of what it feeds. */
export function interfaceInputType(
  document: PipelineDocument,
  components: Components,
  name: string,
): string {
  const input = document.interface.inputs[name];
  if (input?.type) return input.type;
  if (typeof input?.value === 'object' && input.value !== null) return input.value.type;
  for (const binding of document.bindings) {
    if (binding.source.node !== null || binding.source.port !== name) continue;
    const type = targetPort(document, components, binding.target)?.type;
    if (type) return type;
  }
  if (typeof input?.value === 'number') return 'number';
  return typeof input?.value === 'boolean' ? 'boolean' : 'string';
}

export function isDataInput(document: PipelineDocument, components: Components, name: string) {
  return isDataType(interfaceInputType(document, components, name));
}
