/** Copy and paste as JSON text, so that it works between drafts and between browser tabs. */

import type { Command } from './commands';
import type { Components } from './components';
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
import { Ground, groundOf, ROOM, type Search } from './free-place';
import { add, type Point, snapPoint, union } from './geometry';
import { boxOfInput, boxOfOutput, inputOfBox, outputOfBox } from './ids';
import { NODE_GAP } from './layout';
import { freeName } from './names';
import { isOwn, levelOf } from './nested-looks';
import { NotADocument, normalise } from './normalise';
import { renameJobs, rewriteTexts } from './references';
import { buildScene, type Scene } from './scene';
import { partition } from './selection';

const MARK = 'pipeline-studio/fragment';
const MOST_CHARACTERS = 10_000_000;

/** A part of a document as text; empty when nothing that can be copied is selected. */
export function copyText(document: PipelineDocument, ids: readonly string[]): string {
  const fragment = fragmentOf(document, ids);
  const count =
    Object.keys(fragment.nodes).length + fragment.notes.length + partition(ids).boxes.length;
  return count === 0 ? '' : JSON.stringify({ kind: MARK, document: fragment }, null, 1);
}

/** The chosen part as a document of its own, with the pipeline inputs that it takes. */
export function fragmentOf(document: PipelineDocument, ids: readonly string[]): PipelineDocument {
  const { boxes, notes } = partition(ids);
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
    layout: { nodes: placesUnder(document.layout.nodes, chosen) },
    notes: document.notes.filter(
      ({ id }) => notes.includes(id) || (!isOwn(id) && chosen.has(levelOf(id))),
    ),
  };
}

/** Places of what is chosen, and of what is inside it. */
function placesUnder(
  places: Readonly<Record<string, Position>>,
  chosen: ReadonlySet<string>,
): Record<string, Position> {
  return Object.fromEntries(Object.entries(places).filter(([id]) => chosen.has(levelOf(id))));
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

const NO_NODES =
  'The clipboard holds no nodes. What can be pasted: nodes that were copied on a canvas, the JSON of a draft, and YAML: a pipeline, or steps of one, each with its name.';

/** The fragment that a text holds, or why it cannot be pasted. */
export function readFragment(text: string): PipelineDocument | string {
  if (text.length > MOST_CHARACTERS) {
    const size = (text.length / 1_000_000).toFixed(1);
    return `The clipboard holds ${size} MB; at most 10 MB can be pasted. Nothing was changed.`;
  }
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return NO_NODES;
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return NO_NODES;
  const document =
    'kind' in read && read.kind === MARK && 'document' in read ? read.document : read;
  // A draft's own document, as the API gives it, can be pasted too.
  if (document === read && !('format' in read && 'nodes' in read)) return NO_NODES;
  try {
    return normalise(document);
  } catch (error) {
    return error instanceof NotADocument ? error.message : NO_NODES;
  }
}

const YAML_KEY = /(^|[{,])\s*["']?(jobs|component|command|trial|task|type)["']?\s*:/m;

/** Whether a text may be a pipeline in the language, or steps of one: worth asking the server. */
export function looksLikeYaml(text: string): boolean {
  return text.length <= MOST_CHARACTERS && YAML_KEY.test(text);
}

/** The command that puts a fragment into a document, with names that are free, around a point. */
export function insertCommand(
  document: PipelineDocument,
  fragment: PipelineDocument,
  at: Point | { offset: Point },
  label = 'paste',
): { command: Command; ids: string[] } {
  const keys = freeKeys(document, fragment);
  const texts = rewriteTexts(fragment, renameJobs(keys));
  const inputs = newOnes(fragment.interface.inputs, document.interface.inputs);
  const outputs = newOnes(fragment.interface.outputs, document.interface.outputs);
  const shift = shiftFor(fragment, at);
  const places = movedPlaces(fragment, keys, shift, { ...inputs }, { ...outputs });
  const nodes: Record<string, Node> = {};
  for (const [from, to] of keys) nodes[to] = texts.nodes[from] as Node;
  const notes = fragment.notes.map((note) => pastedNote(note, shift, keys));
  const bindings = fragment.bindings
    .filter(({ target }) => target.node !== null || Object.hasOwn(outputs, target.port))
    .map((one) => renamedBinding(one, keys));
  return {
    command: { kind: 'insert', label, nodes, bindings, places, inputs, outputs, notes },
    ids: [
      ...keys.values(),
      ...notes.flatMap((note) => (isOwn(note.id) ? [`note:${note.id}`] : [])),
    ],
  };
}

/** By key in the fragment: the key that is free in the document. */
export function freeKeys(
  document: PipelineDocument,
  fragment: PipelineDocument,
): Map<string, string> {
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

export function renamedBinding(binding: Binding, keys: ReadonlyMap<string, string>): Binding {
  const end = (place: Place): Place =>
    place.node === null ? place : { ...place, node: keys.get(place.node) ?? place.node };
  return { ...binding, source: end(binding.source), target: end(binding.target) };
}

/** Wires go down: a copy stands better beside a chain of steps than below its end. */
const ASIDE: Search = { steepness: 2 };

/** How far a fragment moves to stand around a point, or as near to it as there is free ground. */
export function freeOffset(
  scene: Scene,
  fragment: PipelineDocument,
  components: Components,
  at: Point | { offset: Point },
): Point {
  const wish = shiftFor(fragment, at);
  const { boxes, unplaced } = buildScene(fragment, components);
  const missing = new Set(unplaced);
  const moved = [...boxes.values()]
    // An end of the pipeline that is there already is not put there again.
    .filter(({ id }) => !missing.has(id) && !(id.includes('.') && scene.boxes.has(id)))
    .map((box) => ({ ...box, x: box.x + wish.x, y: box.y + wish.y }));
  // Several stay clear of the others: a chain does not go in between the steps of another one.
  const room = moved.length > 1 ? NODE_GAP : ROOM;
  const isNotes = moved.every(({ kind }) => kind === 'note');
  const ground = isNotes ? new Ground(scene.boxes.values(), room) : groundOf(scene, room);
  return add(wish, ground.shiftFor(moved, ASIDE));
}

function shiftFor(fragment: PipelineDocument, at: Point | { offset: Point }): Point {
  if ('offset' in at) return at.offset;
  const own = Object.entries(fragment.layout.nodes).flatMap(([id, at]) => (isOwn(id) ? [at] : []));
  const spots = [...own, ...fragment.notes.filter((note) => isOwn(note.id))];
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
  for (const [id, at] of Object.entries(fragment.layout.nodes)) {
    const head = levelOf(id);
    const name = isOwn(id) ? undefined : keys.get(head);
    if (name) places[name + id.slice(head.length)] = at;
  }
  return places;
}

/** With an id of its own, moved along; what belongs to a step goes with that step's key. */
export function pastedNote(note: Note, shift: Point, keys: ReadonlyMap<string, string>): Note {
  if (isOwn(note.id)) {
    return { ...note, id: newNoteId(), x: note.x + shift.x, y: note.y + shift.y };
  }
  const head = levelOf(note.id);
  return { ...note, id: (keys.get(head) ?? head) + note.id.slice(head.length) };
}

export function newNoteId(): string {
  return Math.random().toString(36).slice(2, 10);
}
