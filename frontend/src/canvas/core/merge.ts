/**
 * Two people's changes of one document, brought together. What only one of them changed is taken;
 * what both changed to the same is taken; what both changed differently is a conflict, for which
 * somebody chooses a side.
 */

import type { Binding, PipelineDocument, Place } from './document';
import { edgeId } from './ids';
import { isLook, type Part, type PartKind, type Parts, partId, partsOf, same } from './parts';

export type Side = 'mine' | 'theirs';

/** One part that both changed; undefined where a side took it away. */
export interface Conflict {
  id: string;
  kind: PartKind;
  name: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

export interface Merged {
  document: PipelineDocument;
  conflicts: readonly Conflict[];
}

export type Choose = (conflict: Conflict) => Side;

interface Three {
  base: Parts;
  mine: Parts;
  theirs: Parts;
}

/** Without a choice, a conflict is settled for mine: the document is whole in any case. */
export function merge(
  base: PipelineDocument,
  mine: PipelineDocument,
  theirs: PipelineDocument,
  choose: Choose = () => 'mine',
): Merged {
  if (mine === theirs || same(base, theirs)) return { document: mine, conflicts: [] };
  if (same(base, mine)) return { document: theirs, conflicts: [] };
  const three = { base: partsOf(base), mine: partsOf(mine), theirs: partsOf(theirs) };
  const conflicts = conflictsOf(three, mine, theirs);
  const chosen = new Map(conflicts.map((one) => [one.id, choose(one)]));
  const parts = chosenParts(three, chosen, nodesInDoubt(conflicts));
  return { document: assembled(parts, three, mine, theirs), conflicts };
}

function conflictsOf(three: Three, mine: PipelineDocument, theirs: PipelineDocument): Conflict[] {
  const found = new Map<string, Conflict>();
  for (const id of allIds(three)) {
    const part = three.mine.get(id) ?? three.theirs.get(id) ?? three.base.get(id);
    if (part && !isLook(part.kind) && sideOf(three, id) === 'both') note(found, three, part);
  }
  for (const part of lostEnds(three, mine, theirs)) note(found, three, part);
  for (const part of twiceFed(three)) note(found, three, part);
  return [...found.values()];
}

function note(found: Map<string, Conflict>, three: Three, part: Pick<Part, 'kind' | 'name'>): void {
  const id = partId(part.kind, part.name);
  found.set(id, {
    id,
    kind: part.kind,
    name: part.name,
    base: three.base.get(id)?.value,
    mine: three.mine.get(id)?.value,
    theirs: three.theirs.get(id)?.value,
  });
}

/** Who changed a part: "both" only when they made different things of it. */
function sideOf(three: Three, id: string): Side | 'nobody' | 'both' {
  const base = three.base.get(id)?.value;
  const mine = three.mine.get(id)?.value;
  const theirs = three.theirs.get(id)?.value;
  if (same(mine, theirs)) return 'nobody';
  if (same(base, theirs)) return 'mine';
  return same(base, mine) ? 'theirs' : 'both';
}

/** What one side took away while the other tied a new wire to it. */
function lostEnds(
  three: Three,
  mine: PipelineDocument,
  theirs: PipelineDocument,
): Pick<Part, 'kind' | 'name'>[] {
  const lost: Pick<Part, 'kind' | 'name'>[] = [];
  const look = (wires: readonly Binding[], own: Parts, other: Parts) => {
    for (const one of wires) {
      const id = partId('binding', edgeId(one.target));
      if (same(three.base.get(id)?.value, one)) continue;
      for (const end of endsOf(one)) {
        const at = partId(end.kind, end.name);
        if (own.has(at) && three.base.has(at) && !other.has(at)) lost.push(end);
      }
    }
  };
  look(mine.bindings, three.mine, three.theirs);
  look(theirs.bindings, three.theirs, three.mine);
  return lost;
}

function endsOf(binding: Binding): Pick<Part, 'kind' | 'name'>[] {
  return [endOf(binding.source, 'input'), endOf(binding.target, 'output')];
}

function endOf(place: Place, outside: PartKind): Pick<Part, 'kind' | 'name'> {
  return place.node === null
    ? { kind: outside, name: place.port }
    : { kind: 'node', name: place.node };
}

/** Inputs that one side wired and the other gave a value: they take one of both. */
function twiceFed(three: Three): Pick<Part, 'kind' | 'name'>[] {
  const found: Pick<Part, 'kind' | 'name'>[] = [];
  for (const [wires, values] of [
    [three.mine, three.theirs],
    [three.theirs, three.mine],
  ] as const) {
    for (const [id, part] of wires) {
      if (part.kind !== 'binding' || values.has(id)) continue;
      const { target } = part.value as Binding;
      if (target.node === null || same(three.base.get(id)?.value, part.value)) continue;
      if (hasValue(values, target) && !hasValue(three.base, target)) {
        found.push({ kind: 'binding', name: part.name });
      }
    }
  }
  return found;
}

function hasValue(parts: Parts, target: Place): boolean {
  const node = parts.get(partId('node', target.node ?? ''))?.value as
    | { values?: Record<string, unknown> }
    | undefined;
  return node?.values !== undefined && Object.hasOwn(node.values, target.port);
}

/** Nodes that one side took away: the wires and the place go with the choice. */
function nodesInDoubt(conflicts: readonly Conflict[]): Set<string> {
  const gone = conflicts.filter((one) => one.mine === undefined || one.theirs === undefined);
  return new Set(gone.filter((one) => one.kind !== 'binding').map((one) => one.id));
}

function chosenParts(
  three: Three,
  chosen: ReadonlyMap<string, Side>,
  doubted: ReadonlySet<string>,
): Map<string, Part> {
  const parts = new Map<string, Part>();
  for (const id of allIds(three)) {
    const side = chosen.get(id) ?? sideOfDoubted(three, id, chosen, doubted) ?? sideOf(three, id);
    const part = side === 'theirs' ? three.theirs.get(id) : three.mine.get(id);
    if (part) parts.set(id, part);
  }
  return parts;
}

function sideOfDoubted(
  three: Three,
  id: string,
  chosen: ReadonlyMap<string, Side>,
  doubted: ReadonlySet<string>,
): Side | undefined {
  if (doubted.size === 0) return undefined;
  const part = three.mine.get(id) ?? three.theirs.get(id);
  if (part?.kind === 'place') return chosen.get(partId('node', part.name));
  if (part?.kind !== 'binding') return undefined;
  const ends = endsOf(part.value as Binding).map((end) => partId(end.kind, end.name));
  const at = ends.find((end) => doubted.has(end));
  return at === undefined ? undefined : chosen.get(at);
}

function assembled(
  parts: Map<string, Part>,
  three: Three,
  mine: PipelineDocument,
  theirs: PipelineDocument,
): PipelineDocument {
  dropLoose(parts, three);
  const taken = <T>(kind: PartKind, name: string) => parts.get(partId(kind, name))?.value as T;
  const named = <T>(
    kind: PartKind,
    ours: Readonly<Record<string, T>>,
    others: Readonly<Record<string, T>>,
  ): Record<string, T> =>
    kept(
      ours,
      Object.fromEntries(
        inOrder(Object.keys(ours), Object.keys(others))
          .filter((name) => parts.has(partId(kind, name)))
          .map((name) => [name, taken<T>(kind, name)]),
      ),
    );
  const listed = <T>(
    kind: PartKind,
    ours: readonly T[],
    others: readonly T[],
    id: (one: T) => string,
  ) =>
    inOrder(ours.map(id), others.map(id))
      .filter((name) => parts.has(partId(kind, name)))
      .map((name) => taken<T>(kind, name));
  const { tags, properties, ...details } = mine.details;
  const other = theirs.details;
  const document: PipelineDocument = {
    format: 1,
    nodes: named('node', mine.nodes, theirs.nodes),
    bindings: listed('binding', mine.bindings, theirs.bindings, (one) => edgeId(one.target)),
    interface: {
      inputs: named('input', mine.interface.inputs, theirs.interface.inputs),
      outputs: named('output', mine.interface.outputs, theirs.interface.outputs),
    },
    settings: named('setting', mine.settings, theirs.settings) as PipelineDocument['settings'],
    details: {
      ...details,
      ...named<string | null>('detail', { ...details }, {}),
      tags: named('tag', tags, other.tags),
      properties: named('property', properties, other.properties),
    },
    layout: { nodes: named('place', mine.layout.nodes, theirs.layout.nodes) },
    notes: listed('note', mine.notes, theirs.notes, (one) => one.id),
    yaml: named('yaml', mine.yaml, theirs.yaml),
  };
  return withoutTwiceFed(document);
}

/** Wires whose end went with the merge, though it was there on the side that they come from. */
function dropLoose(parts: Map<string, Part>, three: Three): void {
  for (const [id, part] of parts) {
    if (part.kind !== 'binding') continue;
    const side = three.mine.get(id) === part ? three.mine : three.theirs;
    const ends = endsOf(part.value as Binding).map((end) => partId(end.kind, end.name));
    if (ends.some((end) => side.has(end) && !parts.has(end))) parts.delete(id);
  }
}

/** A wire that was chosen goes before a value at the same input. */
function withoutTwiceFed(document: PipelineDocument): PipelineDocument {
  let { nodes } = document;
  for (const { target } of document.bindings) {
    const node = target.node === null ? undefined : nodes[target.node];
    if (target.node === null || node?.kind !== 'step') continue;
    if (!Object.hasOwn(node.values, target.port)) continue;
    const { [target.port]: _, ...values } = node.values;
    nodes = { ...nodes, [target.node]: { ...node, values } };
  }
  return nodes === document.nodes ? document : { ...document, nodes };
}

/** The very mapping of ours when nothing in it differs, so that nothing is drawn anew. */
function kept<T>(ours: Readonly<Record<string, T>>, made: Record<string, T>): Record<string, T> {
  const names = Object.keys(made);
  const isOurs =
    names.length === Object.keys(ours).length && names.every((name) => made[name] === ours[name]);
  return isOurs ? ours : made;
}

/** Our order; what only they have comes after what it follows there. */
function inOrder(ours: readonly string[], theirs: readonly string[]): string[] {
  const known = new Set(ours);
  const after = new Map<string | null, string[]>();
  let last: string | null = null;
  for (const name of theirs) {
    if (known.has(name)) last = name;
    else after.set(last, [...(after.get(last) ?? []), name]);
  }
  return [...(after.get(null) ?? []), ...ours.flatMap((one) => [one, ...(after.get(one) ?? [])])];
}

function allIds(three: Three): Set<string> {
  return new Set([...three.base.keys(), ...three.mine.keys(), ...three.theirs.keys()]);
}
