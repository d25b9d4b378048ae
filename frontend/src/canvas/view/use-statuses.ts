/** What the canvas paints of a run's overlay: its statuses, and not the durations that go on. */

import { useState } from 'react';
import type { NodeOverlay } from './graph-types';

type Overlay = Readonly<Record<string, NodeOverlay>>;

/** The same object as long as no status changes, so that each second paints nothing anew. */
export function useStatuses(overlay: Overlay): Overlay {
  const [kept, setKept] = useState(overlay);
  if (kept === overlay || hasSameStatuses(kept, overlay)) return kept;
  setKept(overlay);
  return overlay;
}

export function hasSameStatuses(a: Overlay, b: Overlay): boolean {
  let left = 0;
  for (const id in a) {
    if (a[id]?.status !== b[id]?.status) return false;
    left++;
  }
  for (const _ in b) left--;
  return left === 0;
}
