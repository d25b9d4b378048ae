/**
 * Undo and redo, without limit: entries hold the document before and after, which share what did not
 * change. Entries far from now hold only what differs, until they are near again.
 */

import { type Delta, deltaOf, stepped } from './delta';
import type { PipelineDocument } from './document';
import { merge } from './merge';

const TYPING_MS = 1000;
/** So many entries on either side of now are whole: each costs the lists of a document, not its nodes. */
export const WHOLE_STEPS = 50;

export interface Entry {
  label: string;
  before: PipelineDocument;
  after: PipelineDocument;
  mergeKey: string | null;
  at: number;
}

/** An entry as what differs: its near side from the far side of the entry above, then its far side. */
interface Packed {
  label: string;
  at: number;
  toNear: Delta;
  toFar: Delta;
  below: Packed | null;
}

export interface History {
  /** The last is the next to be undone; empty only when nothing can be undone. */
  done: readonly Entry[];
  undone: readonly Entry[];
  /** What lies below either, packed. */
  older: { done: Packed | null; undone: Packed | null };
}

export const NO_HISTORY: History = {
  done: [],
  undone: [],
  older: { done: null, undone: null },
};

type PileName = 'done' | 'undone';
type SideName = 'before' | 'after';

/** The side of an entry that is nearer to now. */
const NEAR: Readonly<Record<PileName, SideName>> = { done: 'after', undone: 'before' };
const FAR: Readonly<Record<PileName, SideName>> = { done: 'before', undone: 'after' };

/** Adds an entry; one that goes on with the last (same key, soon after) becomes part of it. */
export function record(history: History, entry: Entry): History {
  const { done } = history;
  const last = done.at(-1);
  const fresh = { ...history, undone: [], older: { ...history.older, undone: null } };
  if (last && goesOn(last, entry)) {
    const merged = { ...last, after: entry.after, at: entry.at, label: entry.label };
    return { ...fresh, done: [...done.slice(0, -1), merged] };
  }
  return pushed(fresh, 'done', entry);
}

function goesOn(last: Entry, next: Entry): boolean {
  return (
    next.mergeKey !== null &&
    last.mergeKey === next.mergeKey &&
    last.after === next.before &&
    next.at - last.at < TYPING_MS
  );
}

type Step = { history: History; document: PipelineDocument };

export function undo(history: History, current: PipelineDocument): Step | null {
  const entry = history.done.at(-1);
  if (!entry) return null;
  return {
    document: led(current, entry.after, entry.before),
    history: pushed(popped(history, 'done', entry), 'undone', entry),
  };
}

export function redo(history: History, current: PipelineDocument): Step | null {
  const entry = history.undone.at(-1);
  if (!entry) return null;
  return {
    document: led(current, entry.before, entry.after),
    history: pushed(popped(history, 'undone', entry), 'done', { ...entry, mergeKey: null }),
  };
}

/**
 * The step from one state to the other, done on the current one. Where somebody else's changes came
 * in between they stay: the step takes back (or does again) only its own.
 */
function led(current: PipelineDocument, from: PipelineDocument, to: PipelineDocument) {
  return current === from ? to : merge(from, current, to).document;
}

/** The entry on top of its pile; the lowest that is whole is packed when there are many. */
function pushed(history: History, pile: PileName, entry: Entry): History {
  const entries = [...history[pile], entry];
  const [lowest, above] = entries;
  if (entries.length <= WHOLE_STEPS || !lowest || !above) return { ...history, [pile]: entries };
  const packed: Packed = {
    label: lowest.label,
    at: lowest.at,
    toNear: deltaOf(above[FAR[pile]], lowest[NEAR[pile]]),
    toFar: deltaOf(lowest[NEAR[pile]], lowest[FAR[pile]]),
    below: history.older[pile],
  };
  return {
    ...history,
    [pile]: entries.slice(1),
    older: { ...history.older, [pile]: packed },
  };
}

/** Without the entry on top; what lay packed below it is whole again when it comes to the top. */
function popped(history: History, pile: PileName, entry: Entry): History {
  const entries = history[pile].slice(0, -1);
  const packed = history.older[pile];
  if (entries.length > 0 || !packed) return { ...history, [pile]: entries };
  const far = entry[FAR[pile]];
  // Mostly it is the same document, which then stays the very same.
  const near = isNothing(packed.toNear) ? far : stepped(far, packed.toNear);
  const [before, after] =
    pile === 'done' ? [stepped(near, packed.toFar), near] : [near, stepped(near, packed.toFar)];
  const whole: Entry = { label: packed.label, at: packed.at, mergeKey: null, before, after };
  return { ...history, [pile]: [whole], older: { ...history.older, [pile]: packed.below } };
}

function isNothing({ rows, rest }: Delta): boolean {
  return rest === null && Object.keys(rows).length === 0;
}

export function undoLabel(history: History): string | null {
  return history.done.at(-1)?.label ?? null;
}

export function redoLabel(history: History): string | null {
  return history.undone.at(-1)?.label ?? null;
}
