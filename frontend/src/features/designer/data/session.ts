/** One draft open in this tab: store, autosave, component cache; and what the parts of the page share. */

import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Diagnostic, Draft } from '../../../api/types';
import type { Command } from '../../../canvas/core/commands';
import type { Components } from '../../../canvas/core/components';
import type { PipelineDocument } from '../../../canvas/core/document';
import { createStore, type EditorState, type EditorStore } from '../../../canvas/core/store';
import type { GraphHandle } from '../../../canvas/view/graph-view';
import { lookupComponents, putDraft } from './api';
import { Autosave } from './autosave';
import { ComponentCache } from './component-cache';
import { forgetWork, keepWork, type Work } from './kept-work';

export interface DraftSession {
  id: number;
  store: EditorStore;
  autosave: Autosave;
  cache: ComponentCache;
  name: Value<string>;
  view: Value<GraphHandle | null>;
  canWrite: boolean;
}

/** A value that parts of the page read and one of them sets. */
export interface Value<T> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

export function createValue<T>(first: T): Value<T> {
  let current = first;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Opens a draft; work that was kept from before comes first, and is saved or asked about. */
export function openDraft(draft: Draft, kept: Work | null, canWrite: boolean): DraftSession {
  const { id } = draft;
  const autosave = new Autosave(
    {
      put: (revision, name, document) => putDraft(id, revision, name, document),
      keep: (work) => keepWork(id, work),
      forget: () => forgetWork(id),
    },
    draft.revision,
  );
  const store = createStore((kept ?? draft).document);
  const name = createValue((kept ?? draft).name);
  if (kept && kept.revision === draft.revision) autosave.changed(kept.name, kept.document);
  else if (kept) autosave.conflict(kept.name, kept.document);
  const cache = new ComponentCache((references) => lookupComponents(references));
  return {
    id,
    store,
    autosave,
    cache,
    name,
    view: createValue<GraphHandle | null>(null),
    canWrite,
  };
}

/** Saves whatever changes from now on. */
export function watchChanges({ store, name, autosave, canWrite }: DraftSession): () => void {
  if (!canWrite) return () => {};
  let saved = store.get().document;
  const look = () => {
    const { document, loaded } = store.get();
    if (document === saved) return;
    saved = document;
    if (document === loaded) return;
    autosave.changed(name.get(), document);
  };
  const stops = [
    store.subscribe(look),
    name.subscribe(() => autosave.changed(name.get(), store.get().document)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

export interface Designer extends DraftSession {
  components: Components;
  diagnostics: readonly Diagnostic[];
  isChecking: boolean;
  /** Does a command; says why when it is refused. */
  run(command: Command): boolean;
}

export const DesignerContext = createContext<Designer | null>(null);

export function useDesigner(): Designer {
  const designer = useContext(DesignerContext);
  if (!designer) throw new Error('This belongs inside the designer.');
  return designer;
}

export function useValue<T>(value: Value<T>): T {
  return useSyncExternalStore(value.subscribe, value.get);
}

export function useEditorState(store: EditorStore): EditorState {
  return useSyncExternalStore(store.subscribe, store.get);
}

export function useDocument(): PipelineDocument {
  return useEditorState(useDesigner().store).document;
}

export function useSaveState({ autosave }: DraftSession) {
  return useSyncExternalStore(autosave.subscribe, () => autosave.state);
}
