/** Where the arrow keys lead: down and up along edges, sideways to the nearest neighbour. */

import type { Box, Scene } from './scene';

export type Direction = 'up' | 'down' | 'left' | 'right';

export function walk(scene: Scene, from: string, direction: Direction): string | null {
  const here = scene.boxes.get(from);
  if (!here) return readingOrder(scene)[0] ?? null;
  if (direction === 'down' || direction === 'up') {
    return alongEdge(scene, here, direction) ?? nearest(scene, here, direction);
  }
  return nearest(scene, here, direction);
}

function alongEdge(scene: Scene, here: Box, direction: 'up' | 'down'): string | null {
  const ends = (scene.edgesOf.get(here.id) ?? [])
    .filter((edge) => (direction === 'down' ? edge.sourceBox : edge.targetBox) === here.id)
    .map((edge) => scene.boxes.get(direction === 'down' ? edge.targetBox : edge.sourceBox))
    .filter((box) => box !== undefined);
  ends.sort((a, b) => Math.abs(a.x - here.x) - Math.abs(b.x - here.x) || a.x - b.x);
  return ends[0]?.id ?? null;
}

function nearest(scene: Scene, here: Box, direction: Direction): string | null {
  let best: Box | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const box of scene.boxes.values()) {
    const cost = costOf(here, box, direction);
    if (cost < bestCost) [best, bestCost] = [box, cost];
  }
  return best?.id ?? null;
}

function costOf(here: Box, box: Box, direction: Direction): number {
  const dx = box.x + box.width / 2 - here.x - here.width / 2;
  const dy = box.y + box.height / 2 - here.y - here.height / 2;
  const ahead = { up: -dy, down: dy, left: -dx, right: dx }[direction];
  if (box.id === here.id || ahead <= 0) return Number.POSITIVE_INFINITY;
  const aside = direction === 'up' || direction === 'down' ? Math.abs(dx) : Math.abs(dy);
  return ahead + 3 * aside;
}

/** Where the keyboard enters: the first in reading order. */
export function firstBox(scene: Scene): string | null {
  let first: Box | null = null;
  for (const box of scene.boxes.values()) {
    if (first === null || box.y < first.y || (box.y === first.y && box.x < first.x)) first = box;
  }
  return first?.id ?? null;
}

/** Top to bottom, then left to right. */
export function readingOrder(scene: Scene): string[] {
  return [...scene.boxes.values()].sort((a, b) => a.y - b.y || a.x - b.x).map((box) => box.id);
}
