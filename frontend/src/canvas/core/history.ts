/** Undo and redo: entries hold the document before and after, which share what did not change. */

import type { PipelineDocument } from './document';
import { merge } from './merge';

const TYPING_MS = 1000;
/** Each entry keeps its documents in memory: nobody goes further back than this by single steps. */
export const MOST_STEPS = 200;

export interface Entry {
  label: string;
  before: PipelineDocument;
  after: PipelineDocument;
  mergeKey: string | null;
  at: number;
}

export interface History {
  done: readonly Entry[];
  undone: readonly Entry[];
}

export const NO_HISTORY: History = { done: [], undone: [] };

/** Adds an entry; one that goes on with the last (same key, soon after) becomes part of it. */
export function record(history: History, entry: Entry): History {
  const last = history.done.at(-1);
  if (last && goesOn(last, entry)) {
    const merged = { ...last, after: entry.after, at: entry.at, label: entry.label };
    return { done: [...history.done.slice(0, -1), merged], undone: [] };
  }
  return { done: [...history.done.slice(1 - MOST_STEPS), entry], undone: [] };
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
    history: { done: history.done.slice(0, -1), undone: [...history.undone, entry] },
  };
}

export function redo(history: History, current: PipelineDocument): Step | null {
  const entry = history.undone.at(-1);
  if (!entry) return null;
  return {
    document: led(current, entry.before, entry.after),
    history: {
      done: [...history.done, { ...entry, mergeKey: null }],
      undone: history.undone.slice(0, -1),
    },
  };
}

/**
 * The step from one state to the other, done on the current one. Where somebody else's changes came
 * in between they stay: the step takes back (or does again) only its own.
 */
function led(current: PipelineDocument, from: PipelineDocument, to: PipelineDocument) {
  return current === from ? to : merge(from, current, to).document;
}

export function undoLabel(history: History): string | null {
  return history.done.at(-1)?.label ?? null;
}

export function redoLabel(history: History): string | null {
  return history.undone.at(-1)?.label ?? null;
}
