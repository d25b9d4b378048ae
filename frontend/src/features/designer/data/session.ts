/** One draft open in this tab: store, autosave, component cache; and what the parts of the page share. */

import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Diagnostic, Draft, JobSummary } from '../../../api/types';
import type { Command } from '../../../canvas/core/commands';
import type { Components } from '../../../canvas/core/components';
import { changeWords } from '../../../canvas/core/diff';
import type { PipelineDocument } from '../../../canvas/core/document';
import { NestedDocuments } from '../../../canvas/core/nested-store';
import { createStore, type EditorState, type EditorStore } from '../../../canvas/core/store';
import type { GraphHandle, NodeOverlay } from '../../../canvas/view/graph-view';
import type { Ask } from '../canvas/ask';
import type { ImportStep } from '../import/import-flow';
import { didWords } from '../people/who';
import { textsOf } from '../yaml/kept-unsaid';
import { OpenTexts } from '../yaml/open-texts';
import { fetchDraft, lookupComponents, putDraft, revisionContent } from './api';
import { Autosave } from './autosave';
import { ComponentCache } from './component-cache';
import { forgetWork, type Kept, keepWork, takeOver, type Work } from './kept-work';
import { pacedKeeper } from './paced-keeper';

export interface DraftSession {
  id: number;
  /** The job that it began as; empty for one that began otherwise. */
  clonedFrom: string;
  store: EditorStore;
  autosave: Autosave;
  cache: ComponentCache;
  name: Value<string>;
  /** What somebody else did that was merged into this tab's draft. */
  note: Value<string | null>;
  view: Value<GraphHandle | null>;
  /** What the canvas has open just now: a menu, a search, a name being typed. */
  ask: Value<Ask | null>;
  /** How far files that are brought in have come. */
  importing: Value<ImportStep | null>;
  /** Each press on the canvas adds to the selection: for fingers, which have no Shift. */
  selecting: Value<boolean>;
  /** Pipelines that are written inside steps, as far as they were read. */
  nested: NestedDocuments;
  texts: OpenTexts;
  /** The last job that was submitted from this draft, and whether the canvas shows it. */
  lastJob: Value<LastJob | null>;
  showsJob: Value<boolean>;
  canWrite: boolean;
}

export interface LastJob {
  name: string;
  /** The level that the steps are of: "learn.fit", or "" for the outermost. */
  path: string;
  /** By node key. */
  steps: Readonly<Record<string, JobSummary>>;
  overlay: Readonly<Record<string, NodeOverlay>>;
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

/** True until somebody says otherwise; remembered in this browser. */
function rememberedFlag(key: string): Value<boolean> {
  const value = createValue(localStorage.getItem(key) !== 'false');
  value.subscribe(() => localStorage.setItem(key, String(value.get())));
  return value;
}

/** Who opened each draft last in this page: one that was left may still be saving meanwhile. */
const openers = new Map<number, object>();

/** Opens a draft; work that was kept from before comes first, and is saved or merged. */
export function openDraft(
  draft: Draft,
  works: readonly Kept[],
  canWrite: boolean,
  /** Who is signed in here. */
  own?: string,
): DraftSession {
  const { id } = draft;
  const opener = {};
  openers.set(id, opener);
  const isOpener = () => openers.get(id) === opener;
  const [kept, ...others] = works;
  const note = createValue<string | null>(null);
  const store = createStore((kept ?? draft).document);
  const name = createValue((kept ?? draft).name);
  const keeper = pacedKeeper((work: Work) => {
    if (isOpener()) keepWork(id, work);
  });
  const autosave = new Autosave(
    {
      put: (revision, content, restored) => putDraft(id, revision, content, restored),
      keep: keeper.keep,
      forget() {
        keeper.drop();
        if (isOpener()) forgetWork(id);
      },
      fetch: () => fetchDraft(id),
      at: (revision) => revisionContent(id, revision),
      adopt(content, by, changes) {
        store.adopt(withPlaces(content.document, store.get().document));
        name.set(content.name);
        // One's own save, of which no answer came, brings nothing new.
        if (changes.length === 0) return;
        const what = changeWords(changes);
        note.set(
          by === null
            ? `Brought back from another tab: ${what}`
            : didWords(by, own, `changed ${what}`),
        );
      },
      takeOver({ key }) {
        // Never before this page has its own copy.
        keeper.flush();
        takeOver(id, key);
      },
    },
    kept?.revision ?? draft.revision,
    kept && kept.revision !== draft.revision ? null : draft,
  );
  if (kept) {
    autosave.changed(kept.name, kept.document);
    takeOver(id, kept.key);
  }
  autosave.heard(draft.revision);
  autosave.bringIn(others);
  const cache = new ComponentCache((references) => lookupComponents(references));
  return {
    id,
    clonedFrom: draft.cloned_from_job,
    store,
    autosave,
    cache,
    name,
    note,
    view: createValue<GraphHandle | null>(null),
    ask: createValue<Ask | null>(null),
    importing: createValue<ImportStep | null>(null),
    selecting: createValue(false),
    nested: new NestedDocuments(),
    texts: new OpenTexts(textsOf(id)),
    lastJob: createValue<LastJob | null>(null),
    showsJob: rememberedFlag('studio.designer.shows-job'),
    canWrite,
  };
}

/** Boxes that have no place of their own stay where they were put for this screen. */
function withPlaces(document: PipelineDocument, shown: PipelineDocument): PipelineDocument {
  const nodes = { ...document.layout.nodes };
  let isMore = false;
  for (const [id, place] of Object.entries(shown.layout.nodes)) {
    if (id in nodes || !(id in document.nodes || id.includes('.'))) continue;
    nodes[id] = place;
    isMore = true;
  }
  return isMore ? { ...document, layout: { nodes } } : document;
}

/** Saves whatever changes from now on. */
export function watchChanges({ store, name, autosave, canWrite }: DraftSession): () => void {
  if (!canWrite) return () => {};
  let { document: saved, loaded: known } = store.get();
  const look = () => {
    const { document, loaded } = store.get();
    if (document === saved) return;
    saved = document;
    const isFromServer = loaded !== known && document === loaded;
    known = loaded;
    // An undo back to what was loaded is a change like any other.
    if (!isFromServer) autosave.changed(name.get(), document);
  };
  const stops = [
    store.subscribe(look),
    name.subscribe(() => {
      if (name.get() !== autosave.name) autosave.changed(name.get(), store.get().document);
    }),
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
  /** The steps that one went into to come to what is on the canvas; empty for the draft itself. */
  path: readonly string[];
  enter(key: string): void;
  leave(): void;
  go(path: readonly string[]): void;
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

/** The last job's steps of the level on the canvas; null until they are read, or without a job. */
export function useLastJob(): LastJob | null {
  const { lastJob, path } = useDesigner();
  const job = useValue(lastJob);
  return job?.path === path.join('.') ? job : null;
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
