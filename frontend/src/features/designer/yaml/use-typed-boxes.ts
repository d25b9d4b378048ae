/**
 * What becomes of boxes that were typed: they come into view once the text rests, and keep the places
 * that were found for them once it is left. Until then they move with what is typed on.
 */

import { useEffect, useRef } from 'react';
import type { Position } from '../../../canvas/core/document';
import { sceneOf } from '../../../canvas/core/scene';
import { type Designer, useEditorState } from '../data/session';
import type { SyncKind } from './yaml-sync';

/** Longer than between two words: the view is never moved while somebody types. */
export const REST_MS = 1200;

export interface TypedBoxes {
  /** For each change that is typed. */
  typed(): void;
  /** The focus has left the text. */
  left(): void;
}

export function useTypedBoxes(designer: Designer, kind: SyncKind): TypedBoxes {
  const { store, view, canWrite } = designer;
  const { document } = useEditorState(store);
  /** What was there before; null while nothing new was typed. */
  const before = useRef<ReadonlySet<string> | null>(null);
  const typedAt = useRef(0);

  useEffect(() => {
    if (before.current === null || kind !== 'same') return;
    const show = () => {
      const known = before.current;
      const boxes = [...(view.get()?.scene().boxes.keys() ?? [])];
      // A graph that has no places yet is being arranged: that is a change of the document again.
      if (known === null || Object.keys(document.layout.nodes).length === 0) return;
      before.current = null;
      const fresh = boxes.filter((id) => !known.has(id));
      if (fresh.length > 0) view.get()?.bringIn(fresh);
    };
    const timer = setTimeout(show, Math.max(0, typedAt.current + REST_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [kind, document, view]);

  return {
    typed() {
      typedAt.current = Date.now();
      before.current ??= new Set(view.get()?.scene().boxes.keys());
    },
    left() {
      before.current = null;
      if (canWrite) keepPlaces(store);
    },
  };
}

/** What nobody placed stays where it is shown now: what is dragged next does not move it. */
function keepPlaces(store: Designer['store']): void {
  const { boxes, unplaced } = sceneOf(store);
  if (unplaced.length === 0 || unplaced.length === boxes.size) return;
  const to: Record<string, Position> = {};
  for (const id of unplaced) {
    const box = boxes.get(id);
    if (box) to[id] = { x: box.x, y: box.y };
  }
  store.follow({ kind: 'move', to });
}
