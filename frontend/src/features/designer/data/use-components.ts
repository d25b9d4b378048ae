/** The components behind the document's nodes, asked for when a reference is new. */

import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Components } from '../../../canvas/core/components';
import type { PipelineDocument } from '../../../canvas/core/document';
import { toastProblem } from '../../../ui/toast';
import { componentsOf, referencesOf, unlessSame } from './component-cache';
import type { DraftSession } from './session';

export function useComponents(session: DraftSession, document: PipelineDocument): Components {
  const { cache, store } = session;
  const version = useSyncExternalStore(cache.subscribe, cache.version);
  const { nodes } = document;
  useEffect(() => {
    cache
      .want(referencesOf({ ...document, nodes }))
      .catch((error: unknown) => toastProblem('Components could not be read', error));
  }, [cache, document, nodes]);
  const last = useRef<Components>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cache changes inside; version says when.
  const components = useMemo(() => {
    last.current = unlessSame(last.current, componentsOf({ ...document, nodes }, cache));
    return last.current;
  }, [nodes, cache, version]);
  useEffect(() => store.setComponents(components), [store, components]);
  return components;
}
