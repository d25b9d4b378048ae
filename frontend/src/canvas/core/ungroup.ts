/** A step that is a pipeline, taken apart: its steps stand in the pipeline around it again. */

import { freeKeys, pastedNote, renamedBinding } from './clipboard';
import {
  type Binding,
  type DataValue,
  isDataValue,
  type Node,
  type PipelineDocument,
  type Place,
  type Position,
  type Scalar,
  type StepNode,
  samePlace,
} from './document';
import { type Point, snap } from './geometry';
import { middleOf } from './group';
import { layoutGraph, quickLayout } from './layout';
import { isOwn, withInnerLooks } from './nested-looks';
import { CARD } from './node-box';
import { moveOutputs, renameJobs, rewriteInputs, rewriteTexts, withoutKeys } from './references';
import { buildScene } from './scene';

/** Why the step cannot be taken apart; null when it can. */
export function ungroupRefusal(document: PipelineDocument, key: string): string | null {
  const node = document.nodes[key];
  if (node?.kind !== 'step' || node.type !== 'pipeline') return `${key} is no pipeline component.`;
  const { on_init, on_finalize } = document.settings;
  if (key === on_init || key === on_finalize) {
    return `${key} runs at the start or the end of the whole pipeline.`;
  }
  return null;
}

/** The document after, and the keys that the steps have in it. */
export function ungroup(
  document: PipelineDocument,
  key: string,
  inner: PipelineDocument,
): { document: PipelineDocument; keys: string[] } {
  const group = document.nodes[key] as StepNode;
  const around = { ...document, nodes: withoutKeys(document.nodes, [key]) };
  const keys = freeKeys(around, inner);
  const given = givenTo(document, key, group, inner);
  const texts = rewriteTexts(
    rewriteTexts(inner, renameJobs(keys)),
    rewriteInputs((name) => textOf(given.get(name))),
  );
  const bindings: Binding[] = [];
  const values = new Map<string, Record<string, Scalar | DataValue>>();
  for (const one of inner.bindings) {
    const moved = renamedBinding(one, keys);
    if (moved.target.node === null) continue;
    if (moved.source.node !== null) bindings.push(moved);
    else feed(moved, given.get(moved.source.port), bindings, values);
  }
  const made = outputsOf(inner, keys);
  // Only texts outside mean the group by its key: a step inside may have the same.
  const outer = rewriteTexts(document, moveOutputs(key, made)).nodes;
  const nodes = spliced(outer, key, keys, texts.nodes, values);
  const outside = document.bindings.flatMap((one) => crossing(one, key, inner, keys, made));
  const rest = withInnerLooks(document, key, null);
  const placed = withPlaces(inner);
  const by = shiftOf(document, key, placed);
  return {
    document: {
      ...document,
      nodes: withSettings(nodes, group, made),
      bindings: [...outside, ...bindings],
      layout: { nodes: places(rest, key, placed, keys, by) },
      notes: [...rest.notes, ...inner.notes.map((note) => pastedNote(note, by, keys))],
    },
    keys: [...keys.values()],
  };
}

/** What feeds each input of the group: a binding, else a value, else its default. */
function givenTo(
  document: PipelineDocument,
  key: string,
  group: StepNode,
  inner: PipelineDocument,
): Map<string, Binding | Scalar | DataValue> {
  const given = new Map<string, Binding | Scalar | DataValue>();
  for (const [name, input] of Object.entries(inner.interface.inputs)) {
    const value = group.values[name] ?? input.value;
    const binding = document.bindings.find((one) =>
      samePlace(one.target, { node: key, port: name }),
    );
    if (binding) given.set(name, binding);
    else if (value !== null && value !== undefined) given.set(name, value);
  }
  return given;
}

function isBinding(given: Binding | Scalar | DataValue | undefined): given is Binding {
  return typeof given === 'object' && 'source' in given;
}

function feed(
  { target, mode }: Binding,
  given: Binding | Scalar | DataValue | undefined,
  bindings: Binding[],
  values: Map<string, Record<string, Scalar | DataValue>>,
): void {
  if (given === undefined || target.node === null) return;
  if (isBinding(given)) bindings.push({ ...given, target, mode: mode ?? given.mode });
  else {
    const value = isDataValue(given) && mode ? { ...given, mode } : given;
    values.set(target.node, { ...values.get(target.node), [target.port]: value });
  }
}

/** What a text that names an input of the group says from now on; null where nothing is given. */
function textOf(given: Binding | Scalar | DataValue | undefined): string | null {
  if (given === undefined) return null;
  if (isDataValue(given)) return given.path;
  if (!isBinding(given)) return String(given);
  const { source, via } = given;
  return source.node === null
    ? `\${{parent.inputs.${source.port}}}`
    : `\${{parent.jobs.${source.node}.${via}.${source.port}}}`;
}

/** The steps of the group in its place in the order. */
function spliced(
  before: Readonly<Record<string, Node>>,
  key: string,
  keys: ReadonlyMap<string, string>,
  inner: Readonly<Record<string, Node>>,
  values: ReadonlyMap<string, Record<string, Scalar | DataValue>>,
): Record<string, Node> {
  const nodes: Record<string, Node> = {};
  for (const [name, node] of Object.entries(before)) {
    if (name !== key) {
      nodes[name] = node;
      continue;
    }
    for (const [from, to] of keys) {
      const one = inner[from];
      if (!one) continue;
      nodes[to] =
        one.kind === 'step' ? { ...one, values: { ...one.values, ...values.get(to) } } : one;
    }
  }
  return nodes;
}

/** By output of the group: the port that makes it. */
function outputsOf(inner: PipelineDocument, keys: ReadonlyMap<string, string>): Map<string, Place> {
  const made = new Map<string, Place>();
  for (const one of inner.bindings) {
    if (one.target.node !== null || one.source.node === null) continue;
    made.set(one.target.port, {
      ...one.source,
      node: keys.get(one.source.node) ?? one.source.node,
    });
  }
  return made;
}

function crossing(
  one: Binding,
  key: string,
  inner: PipelineDocument,
  keys: ReadonlyMap<string, string>,
  made: ReadonlyMap<string, Place>,
): Binding[] {
  if (one.target.node === key) return [];
  if (one.source.node !== key) return [one];
  if (one.via === 'outputs') {
    const source = made.get(one.source.port);
    return source ? [{ ...one, source }] : [];
  }
  // An input of the group, taken by somebody else: from the first step inside that has it.
  const first = inner.bindings.find((each) =>
    samePlace(each.source, { node: null, port: one.source.port }),
  );
  const node = first?.target.node ? keys.get(first.target.node) : undefined;
  return first && node ? [{ ...one, source: { node, port: first.target.port } }] : [];
}

/** Where outputs of the group were kept, or registered, the steps that make them keep them now. */
function withSettings(
  nodes: Record<string, Node>,
  group: StepNode,
  made: ReadonlyMap<string, Place>,
): Record<string, Node> {
  const done = { ...nodes };
  for (const [port, settings] of Object.entries(group.outputs)) {
    const place = made.get(port);
    const node = place?.node ? done[place.node] : undefined;
    if (!place?.node || node?.kind !== 'step' || node.outputs[place.port]) continue;
    done[place.node] = { ...node, outputs: { ...node.outputs, [place.port]: settings } };
  }
  return done;
}

/** In layers where the steps inside had no places. */
function withPlaces(inner: PipelineDocument): PipelineDocument {
  if (Object.keys(inner.nodes).some((id) => inner.layout.nodes[id])) return inner;
  return { ...inner, layout: { nodes: quickLayout(layoutGraph(buildScene(inner, {}))) } };
}

/** How far what is inside moves, so that its middle is where the group stood. */
function shiftOf(document: PipelineDocument, key: string, inner: PipelineDocument): Point {
  const middle = middleOf(inner) ?? { x: 0, y: 0 };
  const at = document.layout.nodes[key];
  return at
    ? { x: snap(at.x + CARD.width / 2 - middle.x), y: snap(at.y + CARD.height / 2 - middle.y) }
    : { x: 0, y: 0 };
}

function places(
  document: PipelineDocument,
  key: string,
  inner: PipelineDocument,
  keys: ReadonlyMap<string, string>,
  by: Point,
): Record<string, Position> {
  const done = withoutKeys(document.layout.nodes, [key]);
  for (const [id, place] of Object.entries(inner.layout.nodes)) {
    const [head = id, ...rest] = id.split('/');
    const name = keys.get(head);
    if (name && (isOwn(id) || rest.length > 0)) {
      const moved = isOwn(id) ? { x: place.x + by.x, y: place.y + by.y } : place;
      done[[name, ...rest].join('/')] = moved;
    }
  }
  return done;
}
