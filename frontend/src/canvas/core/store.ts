/** One draft being edited: document, selection and history; everything goes through dispatch. */

import { apply, type Command, describe, mergeKey, refusal } from './commands';
import type { Components } from './components';
import type { PipelineDocument } from './document';
import { type Entry, type History, NO_HISTORY, record, redo, undo } from './history';
import { stillThere } from './selection';

export interface EditorState {
  document: PipelineDocument;
  selection: readonly string[];
  history: History;
  /** The document as it was last loaded: nobody has changed it while `document` is the same. */
  loaded: PipelineDocument;
}

export interface EditorStore {
  get(): EditorState;
  subscribe(listener: () => void): () => void;
  /** Does the command, or answers why not. */
  dispatch(command: Command): string | null;
  refuse(command: Command): string | null;
  /** What follows from the last step by itself (places for what it brought): undone with it. */
  follow(command: Command): void;
  undo(): void;
  redo(): void;
  select(ids: readonly string[]): void;
  /** What came from the server: it never enters undo. */
  load(document: PipelineDocument): void;
  /** Somebody else's changes, brought into what is here: the steps done here can still be undone. */
  adopt(document: PipelineDocument): void;
  components(): Components;
  setComponents(components: Components): void;
}

export function createStore(
  document: PipelineDocument,
  components: Components = {},
  now: () => number = () => Date.now(),
): EditorStore {
  let state: EditorState = { document, selection: [], history: NO_HISTORY, loaded: document };
  let known = components;
  const listeners = new Set<() => void>();

  function set(next: Partial<EditorState>): void {
    const merged = { ...state, ...next };
    const selection = stillThere(merged.selection, merged.document);
    state = { ...merged, selection };
    for (const listener of listeners) listener();
  }

  function change(command: Command): string | null {
    const reason = refusal(state.document, known, command);
    if (reason !== null) return reason;
    const after = apply(state.document, command);
    if (after === state.document) return null;
    set({
      document: after,
      history: record(state.history, entryOf(command, state.document, after)),
    });
    return null;
  }

  function entryOf(command: Command, before: PipelineDocument, after: PipelineDocument): Entry {
    const label = describe(command, before);
    return { label, before, after, mergeKey: mergeKey(command, before), at: now() };
  }

  function follow(command: Command): void {
    const document = apply(state.document, command);
    const last = state.history.done.at(-1);
    if (!last) {
      // What was undone can still be done again.
      const isLoaded = state.document === state.loaded;
      set({ document, loaded: isLoaded ? document : state.loaded });
      return;
    }
    // Somebody else's changes may lie between the step and now: they are no part of it.
    const after = last.after === state.document ? document : apply(last.after, command);
    const done = [...state.history.done.slice(0, -1), { ...last, after }];
    set({ document, history: { ...state.history, done } });
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch: change,
    follow,
    refuse: (command) => refusal(state.document, known, command),
    undo() {
      const step = undo(state.history, state.document);
      if (step) set(step);
    },
    redo() {
      const step = redo(state.history, state.document);
      if (step) set(step);
    },
    select(ids) {
      if (
        ids.length === state.selection.length &&
        ids.every((id, i) => id === state.selection[i])
      ) {
        return;
      }
      set({ selection: [...ids] });
    },
    load: (loaded) => set({ document: loaded, history: NO_HISTORY, loaded }),
    adopt: (document) => set({ document, loaded: document }),
    components: () => known,
    setComponents(next) {
      known = next;
    },
  };
}
