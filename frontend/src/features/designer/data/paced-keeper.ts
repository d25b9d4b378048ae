/**
 * Keeping work in the browser at each change: at once where that costs nothing, and for large drafts
 * once in a while, so that typing in one does not write all of it at each key.
 */

import type { PipelineDocument } from '../../../canvas/core/document';

/** Steps from which on writing the whole document is felt. */
export const LARGE_NODES = 500;
export const PACE_MS = 400;

interface Held {
  document: PipelineDocument;
}

export interface PacedKeeper<W extends Held> {
  keep(work: W): void;
  /** What waits need not be kept any more. */
  drop(): void;
  /** What waits is written now. */
  flush(): void;
}

/** The first change is written at once, what follows soon together; all of it when the page goes. */
export function pacedKeeper<W extends Held>(write: (work: W) => void): PacedKeeper<W> {
  let waiting: W | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function writeWaiting(): void {
    const work = waiting;
    waiting = null;
    if (work) write(work);
  }
  function rested(): void {
    timer = undefined;
    if (waiting) pace();
    else window.removeEventListener('pagehide', writeWaiting);
    writeWaiting();
  }
  function pace(): void {
    timer = setTimeout(rested, PACE_MS);
  }

  return {
    keep(work) {
      waiting = work;
      const isLarge = Object.keys(work.document.nodes).length >= LARGE_NODES;
      if (!isLarge || timer === undefined) writeWaiting();
      if (!isLarge || timer !== undefined) return;
      window.addEventListener('pagehide', writeWaiting);
      pace();
    },
    drop() {
      waiting = null;
    },
    flush: writeWaiting,
  };
}
