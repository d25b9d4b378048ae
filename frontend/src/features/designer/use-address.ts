/** Keeps the address true: the selected node, the library's tab and the YAML can be shared as a link. */

import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { PipelineDocument } from '../../canvas/core/document';
import { inputOfBox, noteOfBox, outputOfBox } from '../../canvas/core/ids';
import { isEdgeId } from '../../canvas/core/selection';
import type { GraphHandle } from '../../canvas/view/graph-view';
import { compact, type DraftSearch } from '../../lib/search';
import { type Designer, useEditorState, type Value } from './data/session';
import type { LibraryTab } from './library/asset-library';

/** Selecting goes on for a while; each stop of it is no page to go back to. */
const REST_MS = 250;

interface Shown {
  /** What is inside is being read: what is on the canvas is not meant yet. */
  isReading: boolean;
  tab: LibraryTab;
  isYaml: boolean;
}

export function useAddress({ id, store, view }: Designer, shown: Shown): void {
  const { isReading, tab, isYaml } = shown;
  const assets = tab === 'components' ? undefined : tab;
  const search = useSearch({ from: '/app/drafts/$id' });
  const navigate = useNavigate({ from: '/drafts/$id' });
  const { selection } = useEditorState(store);
  const node = onlyBox(selection);
  const written = useRef<string | undefined>(undefined);

  const asked = search.node;
  useEffect(() => {
    if (isReading || asked === undefined || asked === written.current) return;
    written.current = asked;
    if (!isThere(store.get().document, asked)) return;
    store.select([asked]);
    return showOnce(view, asked);
  }, [isReading, asked, store, view]);

  const isWritten =
    search.node === node && search.assets === assets && (search.yaml === true) === isYaml;
  useEffect(() => {
    if (isReading || isWritten) return;
    const timer = setTimeout(() => {
      // Somebody may be on the way to another page, whose code is still coming.
      if (window.location.pathname !== `/drafts/${id}`) return;
      written.current = node;
      void navigate({
        to: '.',
        replace: true,
        search: (before) =>
          compact<DraftSearch>({
            ...before,
            node,
            assets,
            yaml: isYaml || undefined,
          } as DraftSearch),
      });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [id, isReading, isWritten, node, assets, isYaml, navigate]);
}

function onlyBox(selection: readonly string[]): string | undefined {
  const [id] = selection;
  return selection.length === 1 && id !== undefined && !isEdgeId(id) ? id : undefined;
}

function isThere({ nodes, interface: ends, notes }: PipelineDocument, id: string): boolean {
  const input = inputOfBox(id);
  if (input !== null) return input in ends.inputs;
  const output = outputOfBox(id);
  if (output !== null) return output in ends.outputs;
  return id in nodes || notes.some((one) => one.id === noteOfBox(id));
}

/** Brings it into view as soon as it is drawn. */
function showOnce(view: Value<GraphHandle | null>, id: string): () => void {
  let frame = 0;
  let left = 120;
  const look = () => {
    const handle = view.get();
    if (handle?.rectOf(id)) handle.show(id);
    else if (left-- > 0) frame = requestAnimationFrame(look);
  };
  frame = requestAnimationFrame(look);
  return () => cancelAnimationFrame(frame);
}
