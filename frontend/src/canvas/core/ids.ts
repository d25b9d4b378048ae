/**
 * Ids of what stands on the canvas: a node by its key, the pipeline's own ends as layout names them
 * (`inputs.NAME`, `outputs.NAME`), notes as `note:ID`. Keys of nodes hold no dot and no colon.
 */

import type { Place } from './document';

export function boxOfInput(name: string): string {
  return `inputs.${name}`;
}

export function boxOfOutput(name: string): string {
  return `outputs.${name}`;
}

export function boxOfNote(id: string): string {
  return `note:${id}`;
}

export function noteOfBox(id: string): string | null {
  return id.startsWith('note:') ? id.slice(5) : null;
}

export function inputOfBox(id: string): string | null {
  return id.startsWith('inputs.') ? id.slice(7) : null;
}

export function outputOfBox(id: string): string | null {
  return id.startsWith('outputs.') ? id.slice(8) : null;
}

/** The box that a binding's end stands on. */
export function boxOfSource(place: Place): string {
  return place.node ?? boxOfInput(place.port);
}

export function boxOfTarget(place: Place): string {
  return place.node ?? boxOfOutput(place.port);
}

/** An edge is known by its target: a target takes one binding. */
export function edgeId(target: Place): string {
  return target.node === null ? `>${target.port}` : `${target.node}>${target.port}`;
}

export function placeOfEdge(id: string): Place {
  const cut = id.indexOf('>');
  return { node: id.slice(0, cut) || null, port: id.slice(cut + 1) };
}
