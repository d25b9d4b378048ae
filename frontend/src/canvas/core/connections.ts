/** The connections of one box, for those who go through them without a pointer. */

import { lineOf, lineWords } from './control';
import type { WireEnd } from './fits';
import { edgeId } from './ids';
import type { Box, Edge, PortSpot, Scene } from './scene';
import { isEdgeId } from './selection';

/** What comes in, then what goes out, each from left to right; lines of control flow too. */
export function connectionsOf(scene: Scene, id: string): Edge[] {
  const edges = scene.edgesOf.get(id) ?? [];
  const into = edges.filter((edge) => edge.targetBox === id);
  const out = edges.filter((edge) => edge.targetBox !== id);
  const across = (a: Edge, b: Edge) => a.from.x - b.from.x || a.to.x - b.to.x;
  return [...into.sort((a, b) => a.to.x - b.to.x), ...out.sort(across)];
}

/** The one connection that is selected, when it is one of this box. */
export function chosenConnection(
  scene: Scene,
  id: string,
  selection: ReadonlySet<string>,
): Edge | null {
  const [only] = selection;
  if (selection.size !== 1 || only === undefined || !isEdgeId(only)) return null;
  return connectionsOf(scene, id).find((edge) => edge.id === only) ?? null;
}

/** What stands at the ends of a connection: "prep.text → train.data". */
export function connectionWords(scene: Scene, edge: Edge): string {
  const line = lineOf(edge.id);
  if (line) return lineWords(line);
  const port = edge.id.slice(edge.id.indexOf('>') + 1);
  const source = scene.boxes.get(edge.sourceBox);
  const target = scene.boxes.get(edge.targetBox);
  const isOutput = target?.kind === 'output';
  return `${source?.title ?? edge.sourceBox} → ${target?.title ?? edge.targetBox}${isOutput ? '' : `.${port}`}`;
}

/** Where something new is joined to a box: an output, rather one that feeds nothing yet; else an open input. */
export function freeEnd(scene: Scene, box: Box): WireEnd | null {
  const edges = connectionsOf(scene, box.id);
  const isTaken = (spot: PortSpot) =>
    spot.side === 'target'
      ? edges.some((edge) => edge.id === edgeId(spot.place))
      : edges.some((edge) => edge.sourceBox === box.id && edge.from.x === box.x + spot.x);
  const outputs = box.spots.filter(({ side }) => side === 'source');
  const open = box.spots.filter((spot) => spot.side === 'target' && !isTaken(spot));
  const found =
    outputs.find((spot) => !isTaken(spot)) ??
    outputs.find(({ block }) => !block) ??
    outputs[0] ??
    open[0];
  return found ? endOf(found) : null;
}

export function endOf({ place, side, block }: PortSpot): WireEnd {
  return block ? { place, side, block } : { place, side };
}
