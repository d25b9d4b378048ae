/** Copy and paste as JSON text, so that it works between drafts and between browser tabs. */

import type { Command } from './commands';
import {
  type Binding,
  emptyDocument,
  type Node,
  type Note,
  type PipelineDocument,
  type PipelineInput,
  type PipelineOutput,
  type Place,
  type Position,
} from './document';
import { type Point, snapPoint, union } from './geometry';
import { boxOfInput, boxOfOutput, inputOfBox, outputOfBox } from './ids';
import { freeName } from './names';
import { normalise } from './normalise';
import { renameJob, rewriteTexts } from './references';
import { partition } from './selection';

const MARK = 'pipeline-studio/fragment';
const MOST_CHARACTERS = 10_000_000;

/** A part of a document as text; empty when nothing that can be copied is selected. */
export function copyText(document: PipelineDocument, ids: readonly string[]): string {
  const { boxes, notes } = partition(ids);
  const fragment = fragmentOf(document, boxes, notes);
  const count = Object.keys(fragment.nodes).length + fragment.notes.length + boxes.length;
  return count === 0 ? '' : JSON.stringify({ kind: MARK, document: fragment }, null, 1);
}

function fragmentOf(
  document: PipelineDocument,
  boxes: readonly string[],
  notes: readonly string[],
): PipelineDocument {
  const chosen = new Set(boxes);
  return {
    ...emptyDocument(),
    nodes: pick(document.nodes, boxes),
    bindings: document.bindings.filter((one) => isInside(one, chosen)),
    interface: {
      inputs: pick(document.interface.inputs, inputNames(document, chosen)),
      outputs: pick(
        document.interface.outputs,
        boxes.flatMap((id) => outputOfBox(id) ?? []),
      ),
    },
    layout: { nodes: pick(document.layout.nodes, boxes) },
    notes: document.notes.filter((note) => notes.includes(note.id)),
  };
}

/** Pipeline inputs travel when chosen, or when a chosen node takes one (as a promoted parameter). */
function inputNames(document: PipelineDocument, chosen: ReadonlySet<string>): string[] {
  const named = [...chosen].flatMap((id) => inputOfBox(id) ?? []);
  const used = document.bindings
    .filter(({ source, target }) => source.node === null && chosen.has(target.node ?? ''))
    .map(({ source }) => source.port);
  return [...new Set([...named, ...used])];
}

function isInside({ source, target }: Binding, chosen: ReadonlySet<string>): boolean {
  const from = source.node === null || chosen.has(source.node);
  return from && chosen.has(target.node ?? boxOfOutput(target.port));
}

function pick<T>(record: Record<string, T>, keys: Iterable<string>): Record<string, T> {
  const picked: Record<string, T> = {};
  for (const key of keys) if (Object.hasOwn(record, key)) picked[key] = record[key] as T;
  return picked;
}

/** The fragment that a text holds, or why it cannot be pasted. */
export function readFragment(text: string): PipelineDocument | string {
  if (text.length > MOST_CHARACTERS) return 'The clipboard holds more than 10 MB.';
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null) return 'The clipboard holds no nodes.';
    const { kind, document } = read as { kind?: unknown; document?: unknown };
    if (kind !== MARK) return 'The clipboard holds no nodes.';
    return normalise(document);
  } catch {
    return 'The clipboard holds no nodes.';
  }
}

/** The command that puts a fragment into a document, with names that are free, around a point. */
export function insertCommand(
  document: PipelineDocument,
  fragment: PipelineDocument,
  at: Point | { offset: Point },
  label = 'paste',
): { command: Command; ids: string[] } {
  const keys = freeKeys(document, fragment);
  const texts = [...keys].reduce(
    (rest, [from, to]) => (from === to ? rest : rewriteTexts(rest, renameJob(from, to))),
    fragment,
  );
  const inputs = newOnes(fragment.interface.inputs, document.interface.inputs);
  const outputs = newOnes(fragment.interface.outputs, document.interface.outputs);
  const shift = shiftFor(fragment, at);
  const places = movedPlaces(fragment, keys, shift, { ...inputs }, { ...outputs });
  const nodes: Record<string, Node> = {};
  for (const [from, to] of keys) nodes[to] = texts.nodes[from] as Node;
  const notes = fragment.notes.map((note) => pastedNote(note, shift));
  const bindings = fragment.bindings
    .filter(({ target }) => target.node !== null || Object.hasOwn(outputs, target.port))
    .map((one) => renamed(one, keys));
  return {
    command: { kind: 'insert', label, nodes, bindings, places, inputs, outputs, notes },
    ids: [...keys.values(), ...notes.map((note) => `note:${note.id}`)],
  };
}

function freeKeys(document: PipelineDocument, fragment: PipelineDocument): Map<string, string> {
  const taken: Record<string, unknown> = { ...document.nodes };
  const keys = new Map<string, string>();
  for (const key of Object.keys(fragment.nodes)) {
    const free = freeName(key, taken);
    taken[free] = true;
    keys.set(key, free);
  }
  return keys;
}

function newOnes<T extends PipelineInput | PipelineOutput>(
  mine: Record<string, T>,
  theirs: Readonly<Record<string, unknown>>,
): Record<string, T> {
  return Object.fromEntries(Object.entries(mine).filter(([name]) => !Object.hasOwn(theirs, name)));
}

function renamed(binding: Binding, keys: ReadonlyMap<string, string>): Binding {
  const end = (place: Place): Place =>
    place.node === null ? place : { ...place, node: keys.get(place.node) ?? place.node };
  return { ...binding, source: end(binding.source), target: end(binding.target) };
}

function shiftFor(fragment: PipelineDocument, at: Point | { offset: Point }): Point {
  if ('offset' in at) return at.offset;
  const spots = [...Object.values(fragment.layout.nodes), ...fragment.notes];
  const around = union(spots.map((spot) => ({ x: spot.x, y: spot.y, width: 220, height: 64 })));
  if (!around) return at;
  return snapPoint({
    x: at.x - around.x - around.width / 2,
    y: at.y - around.y - around.height / 2,
  });
}

function movedPlaces(
  fragment: PipelineDocument,
  keys: ReadonlyMap<string, string>,
  shift: Point,
  inputs: Readonly<Record<string, unknown>>,
  outputs: Readonly<Record<string, unknown>>,
): Record<string, Position> {
  const places: Record<string, Position> = {};
  const names = new Map(keys);
  for (const name of Object.keys(inputs)) names.set(boxOfInput(name), boxOfInput(name));
  for (const name of Object.keys(outputs)) names.set(boxOfOutput(name), boxOfOutput(name));
  for (const [from, to] of names) {
    const spot = fragment.layout.nodes[from];
    if (spot) places[to] = { x: spot.x + shift.x, y: spot.y + shift.y };
  }
  return places;
}

function pastedNote(note: Note, shift: Point): Note {
  return { ...note, id: newNoteId(), x: note.x + shift.x, y: note.y + shift.y };
}

export function newNoteId(): string {
  return Math.random().toString(36).slice(2, 10);
}
