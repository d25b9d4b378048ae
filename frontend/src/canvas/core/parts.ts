/**
 * A document as the parts that people change one by one: a node, what feeds one input, a pipeline
 * input, a setting, a note, a place. Comparing and merging go by these.
 */

import type { Binding, Json, PipelineDocument } from './document';
import { edgeId } from './ids';

export type PartKind =
  | 'node'
  | 'binding'
  | 'input'
  | 'output'
  | 'setting'
  | 'detail'
  | 'tag'
  | 'property'
  | 'note'
  | 'place'
  | 'yaml';

interface Named {
  /** A node's key, the id of an edge, the name of an input, the key of a setting. */
  name: string;
}

export type Part = Named &
  ({ kind: 'binding'; value: Binding } | { kind: Exclude<PartKind, 'binding'>; value: unknown });

export type Parts = ReadonlyMap<string, Part>;

const LOOKS: ReadonlySet<PartKind> = new Set(['note', 'place', 'yaml']);

export function isLook(kind: PartKind): boolean {
  return LOOKS.has(kind);
}

export function partId(kind: PartKind, name: string): string {
  return `${kind} ${name}`;
}

export function partsOf(document: PipelineDocument): Parts {
  const parts = new Map<string, Part>();
  const put = (kind: Exclude<PartKind, 'binding'>, named: Readonly<Record<string, unknown>>) => {
    for (const [name, value] of Object.entries(named)) {
      parts.set(partId(kind, name), { kind, name, value });
    }
  };
  const { tags, properties, ...details } = document.details;
  put('node', document.nodes);
  for (const one of document.bindings) {
    const name = edgeId(one.target);
    parts.set(partId('binding', name), { kind: 'binding', name, value: one });
  }
  put('input', document.interface.inputs);
  put('output', document.interface.outputs);
  put('setting', document.settings);
  put('detail', { ...details });
  put('tag', tags);
  put('property', properties);
  for (const one of document.notes) {
    parts.set(partId('note', one.id), { kind: 'note', name: one.id, value: one });
  }
  put('place', document.layout.nodes);
  put('yaml', document.yaml);
  return parts;
}

/** Equal as JSON; the order of keys does not count. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, i) => same(item, other[i]))
    );
  }
  const a = one as Record<string, Json>;
  const b = other as Record<string, Json>;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
  );
}
