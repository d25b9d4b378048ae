/** Any JSON that claims to be a document, with every default filled in; throws on what is not one. */

import {
  type Binding,
  type DataNode,
  emptyDocument,
  emptyInput,
  emptyOutput,
  type Node,
  type Note,
  type PipelineDocument,
  type PipelineOutput,
  type Place,
  stepNode,
} from './document';

type Loose = Record<string, unknown>;

export class NotADocument extends Error {}

export function normalise(raw: unknown): PipelineDocument {
  const given = loose(raw, 'document');
  if (given.format !== undefined && given.format !== 1) {
    throw new NotADocument('This document was written by a newer version of the studio.');
  }
  const empty = emptyDocument();
  const own = loose(given.interface, 'interface');
  return {
    format: 1,
    nodes: mapped(given.nodes, 'nodes', node),
    bindings: listed(given.bindings, 'bindings').map(binding),
    interface: {
      inputs: mapped(own.inputs, 'inputs', (one) => filled(emptyInput(), one)),
      outputs: mapped(own.outputs, 'outputs', output),
    },
    settings: {
      ...empty.settings,
      ...(loose(given.settings, 'settings') as typeof empty.settings),
    },
    details: filled(empty.details, given.details),
    layout: {
      nodes: mapped(loose(given.layout, 'layout').nodes, 'layout', (one) =>
        filled({ x: 0, y: 0 }, one),
      ),
    },
    notes: listed(given.notes, 'notes').map(note),
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

function mapped<T>(value: unknown, what: string, read: (one: Loose) => T): Record<string, T> {
  return Object.fromEntries(
    Object.entries(loose(value, what)).map(([key, one]) => [key, read(loose(one, what))]),
  );
}

function filled<T extends object>(defaults: T, given: unknown): T {
  const present = Object.entries(loose(given, 'part')).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(present) };
}

function node(raw: Loose): Node {
  if (raw.kind === 'data') {
    const empty: DataNode = { kind: 'data', path: '', type: 'uri_folder', display_name: null };
    return filled(empty, raw);
  }
  if (raw.component === undefined) throw new NotADocument('A node has no component.');
  const step = filled(stepNode(''), raw);
  const outputs = mapped(raw.outputs, 'outputs', (one) => filled(emptyOutput(), one));
  const values = Object.fromEntries(
    Object.entries(step.values).map(([key, value]) => [key, dataOrScalar(value)]),
  );
  return { ...step, values, outputs };
}

function dataOrScalar<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  return { type: 'uri_folder', mode: null, datastore: null, ...value };
}

function output(raw: Loose): PipelineOutput {
  return filled({ ...emptyOutput(), description: null }, raw);
}

function binding(raw: Loose): Binding {
  const nowhere: Binding = { source: end({}), target: end({}), via: 'outputs', mode: null };
  return { ...filled(nowhere, raw), source: end(raw.source), target: end(raw.target) };
}

function end(raw: unknown): Place {
  return filled<Place>({ node: null, port: '' }, raw);
}

function note(raw: Loose): Note {
  return filled<Note>({ id: '', text: '', x: 0, y: 0, width: 240, height: 120 }, raw);
}
