/** Any JSON that claims to be a document, with every default filled in; throws on what is not one. */

import {
  type Binding,
  type DataNode,
  type DataValue,
  type Details,
  emptyDocument,
  emptyInput,
  emptyOutput,
  type JsonMap,
  type Node,
  type Note,
  type PipelineDocument,
  type PipelineInput,
  type PipelineOutput,
  type Place,
  type PortType,
  type Position,
  type Scalar,
  stepNode,
} from './document';

type Loose = Record<string, unknown>;

export class NotADocument extends Error {}

export function normalise(raw: unknown): PipelineDocument {
  const given = loose(raw, 'document');
  if (given.format !== undefined && given.format !== 1) {
    throw new NotADocument(
      'This was written by a newer version of the studio: update this one, or export it as YAML there.',
    );
  }
  const empty = emptyDocument();
  const own = loose(given.interface, 'interface');
  return {
    format: 1,
    nodes: mapped(given.nodes, 'nodes', node),
    bindings: listed(given.bindings, 'bindings').map(binding),
    interface: {
      inputs: mapped(own.inputs, 'inputs', input),
      outputs: mapped(own.outputs, 'outputs', output),
    },
    settings: {
      ...empty.settings,
      ...(loose(given.settings, 'settings') as typeof empty.settings),
    },
    details: details(given.details),
    layout: {
      nodes: mapped(loose(given.layout, 'layout').nodes, 'layout', position),
    },
    notes: listed(given.notes, 'notes').map(note),
    yaml: texts(given.yaml),
  };
}

function texts(raw: unknown): Record<string, string> {
  const entries = Object.entries(loose(raw, 'yaml'));
  return Object.fromEntries(entries.map(([key, one]) => [key, String(one)]));
}

function details(raw: unknown): Details {
  const given = loose(raw, 'details');
  return {
    display_name: text(given.display_name, 'display_name'),
    description: text(given.description, 'description'),
    experiment_name: text(given.experiment_name, 'experiment_name'),
    tags: scalars(given.tags, 'tags') as Details['tags'],
    properties: scalars(given.properties, 'properties') as Details['properties'],
  };
}

function loose(value: unknown, what: string): Loose {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new NotADocument(`${what} has to be a mapping.`);
  }
  return value as Loose;
}

function listed(value: unknown, what: string): Loose[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new NotADocument(`${what} has to be a list.`);
  return value.map((one) => loose(one, what));
}

function mapped<T>(
  value: unknown,
  what: string,
  read: (one: Loose, key: string) => T,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(loose(value, what)).map(([key, one]) => [
      key,
      read(loose(one, `${what}.${key}`), key),
    ]),
  );
}

function filled<T extends object>(defaults: T, given: unknown): T {
  const present = Object.entries(loose(given, 'part')).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(present) };
}

function node(raw: Loose): Node {
  const display_name = text(raw.display_name, 'display_name');
  if (raw.kind === 'data') {
    const empty: DataNode = {
      kind: 'data',
      path: '',
      type: 'uri_folder',
      display_name,
      comment: null,
    };
    const whole = filled(empty, raw);
    const comment = text(raw.comment, 'comment');
    return { ...whole, comment, path: text(whole.path, 'path') ?? '', type: kindOf(whole.type) };
  }
  const { component } = raw;
  if (typeof component !== 'string' && !isMapping(component)) {
    throw new NotADocument('A node has no component.');
  }
  const step = filled(stepNode(''), raw);
  const values = Object.fromEntries(
    Object.entries(loose(raw.values, 'values')).map(([key, value]) => [key, valueAt(key, value)]),
  );
  return {
    ...step,
    kind: 'step',
    type: text(step.type, 'type') ?? 'command',
    display_name,
    comment: text(raw.comment, 'comment'),
    compute: text(raw.compute, 'compute'),
    values,
    outputs: mapped(raw.outputs, 'outputs', (one) => filled(emptyOutput(), one)),
    environment_variables: scalars(raw.environment_variables, 'environment_variables'),
    resources: mapping(raw.resources, 'resources'),
    distribution: mapping(raw.distribution, 'distribution'),
    limits: mapping(raw.limits, 'limits'),
    extra: mapping(raw.extra, 'extra'),
  };
}

function isMapping(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapping(value: unknown, what: string): JsonMap {
  return loose(value, what) as JsonMap;
}

function text(value: unknown, what: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw new NotADocument(`${what} has to be text.`);
  return value;
}

function kindOf(value: unknown): PortType {
  return (text(value, 'type') ?? 'uri_folder') as PortType;
}

function number(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new NotADocument(`${what} has to be a number.`);
}

function isScalar(value: unknown): value is Scalar {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function scalars(value: unknown, what: string): Record<string, Scalar> {
  const given = loose(value, what);
  for (const [key, one] of Object.entries(given)) {
    if (!isScalar(one)) throw new NotADocument(`${what}.${key} has to be one value.`);
  }
  return given as Record<string, Scalar>;
}

function valueAt(what: string, value: unknown): Scalar | DataValue {
  if (isScalar(value)) return value;
  const given = loose(value, what);
  const whole = { type: 'uri_folder', mode: null, datastore: null, ...given };
  const path = text(given.path, `${what}.path`);
  if (path === null) throw new NotADocument(`${what} has no path.`);
  return { ...whole, path, type: kindOf(whole.type) };
}

function input(raw: Loose, name: string): PipelineInput {
  const whole = filled(emptyInput(), raw);
  return {
    ...whole,
    type: raw.type == null ? null : kindOf(raw.type),
    value: raw.value == null ? null : valueAt(name, raw.value),
    description: text(raw.description, 'description'),
    optional: whole.optional === true,
  };
}

function output(raw: Loose): PipelineOutput {
  const whole = filled({ ...emptyOutput(), description: null }, raw);
  return { ...whole, type: raw.type == null ? null : kindOf(raw.type) };
}

function binding(raw: Loose): Binding {
  return {
    source: end(raw.source),
    target: end(raw.target),
    via: raw.via === 'inputs' ? 'inputs' : 'outputs',
    mode: text(raw.mode, 'mode'),
  };
}

function end(raw: unknown): Place {
  const given = loose(raw, 'binding');
  return { node: text(given.node, 'node'), port: text(given.port, 'port') ?? '' };
}

/** Farther out nobody can follow, and neither can the arithmetic of the index. */
const FARTHEST = 10_000_000;

function position(raw: Loose): Position {
  return { x: within(raw.x ?? 0, 'x', -FARTHEST), y: within(raw.y ?? 0, 'y', -FARTHEST) };
}

function within(value: unknown, what: string, least: number, most = FARTHEST): number {
  return Math.max(least, Math.min(most, number(value, what)));
}

function note(raw: Loose): Note {
  return {
    id: text(raw.id, 'id') ?? '',
    text: text(raw.text, 'text') ?? '',
    ...position(raw),
    width: within(raw.width ?? 240, 'width', 16, 10_000),
    height: within(raw.height ?? 120, 'height', 16, 10_000),
  };
}
