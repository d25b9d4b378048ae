/**
 * What elkjs found before, kept in this browser: the same graph has its places at once, without
 * starting the worker, on every page that shows it.
 */

import type { ElkNode } from 'elkjs/lib/elk-api';
import { inStore } from '../../lib/indexed-store';
import type { Position } from '../core/document';

type Places = Readonly<Record<string, Position>>;

const DATABASE = 'pipeline-studio-places';
const MOST = 300;
/** A browser that is slow to open its store is not waited for. */
const PATIENCE_MS = 300;

/** Null where this graph, asked for with these options, was never arranged here. */
export async function keptPlaces(graph: ElkNode): Promise<Record<string, Position> | null> {
  const reading = inStore(DATABASE, 'readonly', (store) => store.get(keyOf(graph)));
  const late = new Promise<null>((done) => setTimeout(() => done(null), PATIENCE_MS));
  const found: unknown = await Promise.race([reading, late]);
  return isOf(graph, found) ? { ...found } : null;
}

export async function keepPlaces(graph: ElkNode, places: Places): Promise<void> {
  const count = await inStore(DATABASE, 'readonly', (store) => store.count());
  if (count !== null && count >= MOST) {
    await inStore(DATABASE, 'readwrite', (store) => store.clear());
  }
  await inStore(DATABASE, 'readwrite', (store) => store.put(places, keyOf(graph)));
}

/** Two hashes (FNV-1a) of all that elkjs is told; `isOf` looks whether it is the same graph. */
function keyOf(graph: ElkNode): string {
  const text = JSON.stringify(graph);
  let [one, other] = [0x811c9dc5, 0x01000193];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b);
  }
  return `${text.length}.${one >>> 0}.${other >>> 0}`;
}

function isOf({ children = [] }: ElkNode, found: unknown): found is Places {
  if (typeof found !== 'object' || found === null) return false;
  const places = new Map<string, unknown>(Object.entries(found));
  return places.size === children.length && children.every(({ id }) => isPlace(places.get(id)));
}

function isPlace(value: unknown): value is Position {
  if (typeof value !== 'object' || value === null) return false;
  return 'x' in value && Number.isFinite(value.x) && 'y' in value && Number.isFinite(value.y);
}
