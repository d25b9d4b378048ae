/** What is selected: ids of boxes, and edges by their id. */

import { controlLinks, lineId } from './control';
import type { PipelineDocument } from './document';
import { edgeId, inputOfBox, noteOfBox, outputOfBox } from './ids';

export function toggled(ids: readonly string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
}

export function added(ids: readonly string[], more: Iterable<string>): string[] {
  return [...new Set([...ids, ...more])];
}

export function isEdgeId(id: string): boolean {
  return id.includes('>');
}

/** Those ids that still stand for something: a change of the document may have taken some away. */
export function stillThere(ids: readonly string[], document: PipelineDocument): string[] {
  const edges = ids.some(isEdgeId)
    ? new Set([
        ...document.bindings.map((one) => edgeId(one.target)),
        ...controlLinks(document).map(lineId),
      ])
    : new Set<string>();
  const kept = ids.filter((id) => (isEdgeId(id) ? edges.has(id) : exists(id, document)));
  return kept.length === ids.length ? (ids as string[]) : kept;
}

function exists(id: string, document: PipelineDocument): boolean {
  const input = inputOfBox(id);
  if (input !== null) return Object.hasOwn(document.interface.inputs, input);
  const output = outputOfBox(id);
  if (output !== null) return Object.hasOwn(document.interface.outputs, output);
  const note = noteOfBox(id);
  if (note !== null) return document.notes.some((one) => one.id === note);
  return Object.hasOwn(document.nodes, id);
}

/** Ids sorted into what "delete" and "copy" need to know. */
export function partition(ids: readonly string[]) {
  const edges = ids.filter(isEdgeId);
  const notes = ids.flatMap((id) => noteOfBox(id) ?? []);
  const boxes = ids.filter((id) => !isEdgeId(id) && noteOfBox(id) === null);
  return { boxes, edges, notes };
}
