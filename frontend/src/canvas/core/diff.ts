/** What differs between two states of a document, part by part and field by field. */

import type { PipelineDocument } from './document';
import { boxOfInput, boxOfNote, boxOfOutput, placeOfEdge } from './ids';
import { isLook, type Part, type PartKind, partsOf, same } from './parts';

export type ChangeKind = 'added' | 'removed' | 'changed';

export interface FieldChange {
  /** Keys joined by dots: "values.rate", "compute". */
  field: string;
  before: unknown;
  after: unknown;
}

export interface Change {
  id: string;
  change: ChangeKind;
  kind: PartKind;
  name: string;
  /** What changed inside; for what was added or removed, what it says. */
  fields: readonly FieldChange[];
}

export function diff(before: PipelineDocument, after: PipelineDocument): Change[] {
  const old = partsOf(before);
  const now = partsOf(after);
  const found: Change[] = [];
  for (const [id, part] of old) {
    const next = now.get(id);
    if (next === undefined) found.push(changeOf(id, 'removed', part, part, undefined));
    else if (!same(part.value, next.value)) found.push(changeOf(id, 'changed', part, part, next));
  }
  for (const [id, part] of now) {
    if (!old.has(id)) found.push(changeOf(id, 'added', part, undefined, part));
  }
  return found;
}

/** The differences that change what would run or what people read on the canvas. */
export function withoutPlaces(changes: readonly Change[]): Change[] {
  return changes.filter((one) => one.kind !== 'place' && one.kind !== 'yaml');
}

/** How many boxes stand elsewhere than before; one that was added, or got its first place, was not moved. */
export function movedBoxes(changes: readonly Change[]): number {
  return changes.filter((one) => one.kind === 'place' && one.change === 'changed').length;
}

/** Whether the text beside the canvas is written in another way. */
export function isRewritten(changes: readonly Change[]): boolean {
  return changes.some((one) => one.kind === 'yaml');
}

export function onlyLooks(changes: readonly Change[]): boolean {
  return changes.every((one) => isLook(one.kind));
}

function changeOf(
  id: string,
  change: ChangeKind,
  { kind, name }: Part,
  before: Part | undefined,
  after: Part | undefined,
): Change {
  const fields =
    kind === 'binding'
      ? [{ field: 'from', before: sourceWords(before), after: sourceWords(after) }]
      : fieldsOf(before?.value, after?.value);
  return { id, change, kind, name, fields };
}

/** Where a connection comes from, and how it is mounted: "prep.out, download". */
function sourceWords(part: Part | undefined): string | null {
  if (part?.kind !== 'binding') return null;
  const { source, via, mode } = part.value;
  const port = via === 'inputs' ? `inputs.${source.port}` : source.port;
  const place = source.node === null ? `pipeline input ${source.port}` : `${source.node}.${port}`;
  return mode === null ? place : `${place}, ${mode}`;
}

export function fieldsOf(
  before: unknown,
  after: unknown,
  path: readonly string[] = [],
): FieldChange[] {
  if (same(before, after) || (isNothing(before) && isNothing(after))) return [];
  if (
    !isMap(before ?? after) ||
    (isMap(before) !== isMap(after) && before != null && after != null)
  )
    return [{ field: path.join('.'), before, after }];
  const old = isMap(before) ? before : {};
  const now = isMap(after) ? after : {};
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((key) =>
    fieldsOf(old[key], now[key], [...path, key]),
  );
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (isMap(value) && Object.keys(value).length === 0);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Both states in one picture: `after`, and what was removed where it stood in `before`. */
export function union(before: PipelineDocument, after: PipelineDocument): PipelineDocument {
  const fed = new Set(after.bindings.map((one) => JSON.stringify(one.target)));
  return {
    ...after,
    nodes: { ...before.nodes, ...after.nodes },
    bindings: [
      ...after.bindings,
      ...before.bindings.filter((one) => !fed.has(JSON.stringify(one.target))),
    ],
    interface: {
      inputs: { ...before.interface.inputs, ...after.interface.inputs },
      outputs: { ...before.interface.outputs, ...after.interface.outputs },
    },
    layout: { nodes: { ...before.layout.nodes, ...after.layout.nodes } },
    notes: [
      ...after.notes,
      ...before.notes.filter((one) => !after.notes.some((other) => other.id === one.id)),
    ],
  };
}

/** How each box of the picture changed; a node whose wires changed is a changed node. */
export function changedBoxes(changes: readonly Change[]): Map<string, ChangeKind> {
  const boxes = new Map<string, ChangeKind>();
  for (const one of changes) {
    const box = boxOf(one);
    if (box !== null && one.kind !== 'binding') boxes.set(box, one.change);
  }
  for (const one of changes) {
    const box = boxOf(one);
    if (box !== null && !boxes.has(box)) boxes.set(box, 'changed');
  }
  return boxes;
}

/** The box on the canvas that a change is about; null for settings and texts. */
export function boxOf({ kind, name }: Pick<Change, 'kind' | 'name'>): string | null {
  switch (kind) {
    case 'node':
      return name;
    case 'binding': {
      const place = placeOfEdge(name);
      return place.node ?? boxOfOutput(place.port);
    }
    case 'input':
      return boxOfInput(name);
    case 'output':
      return boxOfOutput(name);
    case 'note':
      return boxOfNote(name);
    default:
      return null;
  }
}

const NOUNS: Record<PartKind, string> = {
  node: 'step',
  binding: 'connection into',
  input: 'pipeline input',
  output: 'pipeline output',
  setting: 'setting',
  detail: 'pipeline’s',
  tag: 'tag',
  property: 'property',
  note: 'note',
  place: 'place of',
  yaml: 'YAML of',
};

export function partWords({ kind, name }: Pick<Change, 'kind' | 'name'>): string {
  if (kind === 'note') return 'a note';
  if (kind === 'binding') {
    const place = placeOfEdge(name);
    return place.node === null
      ? `connection to pipeline output ${place.port}`
      : `connection into ${place.node}.${place.port}`;
  }
  return `${NOUNS[kind]} ${name.replaceAll('_', kind === 'setting' || kind === 'detail' ? ' ' : '_')}`;
}

/** A sentence's worth of what somebody changed: "step train, setting force rerun and 3 more". */
export function changeWords(changes: readonly Change[], most = 2): string {
  const said = withoutPlaces(changes);
  if (said.length === 0) {
    if (changes.some((one) => one.kind === 'place')) return 'places on the canvas';
    return changes.length > 0 ? 'how the YAML is written' : 'nothing';
  }
  const first = said.slice(0, most).map(partWords);
  const more = said.length - first.length;
  return more > 0 ? `${first.join(', ')} and ${more} more` : first.join(' and ');
}
