/** Where in nested pipelines the person is: each level a designer of its own, over the one around it. */

import { useQueries } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { JsonMap, PipelineDocument, StepNode } from '../../../canvas/core/document';
import {
  createNestedStore,
  innerDocument,
  type NestedDocuments,
  type NestedStore,
} from '../../../canvas/core/nested-store';
import { createStore, type EditorStore } from '../../../canvas/core/store';
import { toastProblem } from '../../../ui/toast';
import { lookupComponents } from '../data/api';
import { type Designer, useEditorState } from '../data/session';
import { readInline } from './read-inline';

export interface Level {
  key: string;
  title: string;
  /** A registered component, which is only looked at; null for one written in the step. */
  reference: string | null;
  store: EditorStore;
  /** The same store where it is written in the step. */
  nested: NestedStore | null;
}

export interface Inside {
  levels: readonly Level[];
  /** The level that is asked for has not been read yet. */
  isReading: boolean;
  go(path: readonly string[]): void;
}

export function useInside(root: Designer): Inside {
  const { inside } = useSearch({ from: '/app/drafts/$id' });
  const path = useMemo(() => (inside ? inside.split('.') : []), [inside]);
  const navigate = useNavigate({ from: '/drafts/$id' });
  const go = useCallback(
    (next: readonly string[]) => {
      root.ask.set(null);
      void navigate({
        to: '.',
        // What is selected there, and the history, belong to the level that is left.
        search: ({ inside: _, node: __, history: ___, ...kept }) =>
          next.length > 0 ? { ...kept, inside: next.join('.') } : kept,
      });
    },
    [navigate, root.ask],
  );
  const documents = root.nested;
  const [, setRead] = useState(0);
  const { document } = useEditorState(root.store);
  const stores = useMemo(() => ({ registered: new Map(), nested: new Map() }) as Stores, []);
  const registered = useRegistered(document, path, documents);
  const found = walk(root.store, path, documents, registered, stores);

  const { missing } = found;
  useEffect(() => {
    if (!missing) return;
    let isCurrent = true;
    readInline(missing)
      .then((read) => {
        documents.put(missing, read);
        if (isCurrent) setRead((count) => count + 1);
      })
      .catch((error: unknown) => {
        toastProblem('What is inside cannot be shown', error);
        if (isCurrent) go(path.slice(0, -1));
      });
    return () => {
      isCurrent = false;
    };
  }, [missing, documents, go, path]);

  const isLost = found.isLost && root.store.get().document === document;
  useEffect(() => {
    if (isLost) go(path.slice(0, found.levels.length));
  }, [isLost, go, path, found.levels.length]);
  return { levels: found.levels, isReading: found.levels.length < path.length && !isLost, go };
}

interface Stores {
  registered: Map<string, EditorStore>;
  nested: Map<string, NestedStore>;
}

type Registered = ReadonlyMap<string, PipelineDocument | null | undefined>;

interface Walked {
  levels: Level[];
  missing: JsonMap | null;
  isLost: boolean;
}

/** Level by level, as far as what is inside is known. */
function walk(
  root: EditorStore,
  path: readonly string[],
  documents: NestedDocuments,
  registered: Registered,
  stores: Stores,
): Walked {
  const levels: Level[] = [];
  let store = root;
  let at = '';
  for (const key of path) {
    const { document } = store.get();
    const node = document.nodes[key];
    if (node?.kind !== 'step' || node.type !== 'pipeline')
      return { levels, missing: null, isLost: true };
    at = at ? `${at}.${key}` : key;
    const title = node.display_name || key;
    if (typeof node.component === 'string') {
      const inner = registered.get(node.component);
      if (inner === null) return { levels, missing: null, isLost: true };
      if (!inner) return { levels, missing: null, isLost: false };
      store = kept(stores.registered, `${at} ${node.component}`, () => createStore(inner));
      levels.push({ key, title, reference: node.component, store, nested: null });
    } else {
      if (!innerDocument(document, key, documents)) {
        return { levels, missing: node.component, isLost: false };
      }
      const around = store;
      const nested = kept(stores.nested, at, () => createNestedStore(around, key, documents));
      store = nested;
      levels.push({ key, title, reference: null, store, nested });
    }
  }
  return { levels, missing: null, isLost: false };
}

function kept<T>(stores: Map<string, T>, name: string, make: () => T): T {
  const known = stores.get(name);
  if (known) return known;
  const made = make();
  stores.set(name, made);
  return made;
}

/** Documents of the registered components on the way; null for one that is gone. */
function useRegistered(
  document: PipelineDocument,
  path: readonly string[],
  documents: NestedDocuments,
): Registered {
  // A level inside a registered one is known only when that one has come: the list grows.
  const [references, setReferences] = useState<readonly string[]>([]);
  const answers = useQueries({
    queries: references.map((reference) => ({
      queryKey: ['pipeline-inside', reference],
      queryFn: async () => (await lookupComponents([reference]))[reference]?.document ?? null,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    })),
    combine: (all) => all.map((one) => (one.isError ? null : one.data)),
  });
  const known = useMemo(
    () => new Map(references.map((one, i) => [one, answers[i]] as const)),
    [references, answers],
  );
  useEffect(() => {
    const wanted = referencesOn(document, path, known, documents);
    const more = wanted.filter((one) => !references.includes(one));
    if (more.length > 0) setReferences([...references, ...more]);
  }, [document, path, known, documents, references]);
  return known;
}

function referencesOn(
  document: PipelineDocument,
  path: readonly string[],
  known: Registered,
  documents: NestedDocuments,
): string[] {
  const wanted: string[] = [];
  let current: PipelineDocument | null | undefined = document;
  for (const key of path) {
    const node: StepNode | undefined = stepOf(current, key);
    if (!node) break;
    if (typeof node.component === 'string') {
      wanted.push(node.component);
      current = known.get(node.component);
    } else current = documents.get(node.component);
  }
  return wanted;
}

function stepOf(document: PipelineDocument | null | undefined, key: string): StepNode | undefined {
  const node = document?.nodes[key];
  return node?.kind === 'step' ? node : undefined;
}
