/** When the focused box goes (deleted, ungrouped, undone), the keyboard goes to the box nearest to it. */

import { type RefObject, useEffect, useRef } from 'react';
import type { Box, Scene } from '../core/scene';
import type { PointerHost } from './pointer-host';

export function useFocusKept(
  root: RefObject<HTMLElement | null>,
  host: PointerHost,
  scene: Scene,
): void {
  const wasIn = useRef(false);
  const before = useRef(scene);
  useEffect(() => {
    const look = (event: FocusEvent) => {
      wasIn.current = event.target instanceof Node && root.current?.contains(event.target) === true;
    };
    document.addEventListener('focusin', look);
    return () => document.removeEventListener('focusin', look);
  }, [root]);
  useEffect(() => {
    const { focused } = host.engine;
    const gone = focused === null ? undefined : before.current.boxes.get(focused);
    before.current = scene;
    // The last one had gone, and undo brought it back.
    if (focused !== null && !gone && scene.boxes.has(focused) && isOn(root.current)) {
      host.focusBox(focused);
      return;
    }
    if (!gone || scene.boxes.has(gone.id) || !wasIn.current) return;
    const now = document.activeElement;
    // What was opened meanwhile has the keyboard already; a card that goes may still be there.
    if (now !== document.body && !root.current?.contains(now)) return;
    const next = nearest(scene, gone);
    if (next === null) root.current?.focus();
    else host.focusBox(next);
  }, [root, host, scene]);
}

function isOn(element: HTMLElement | null): boolean {
  return element !== null && document.activeElement === element;
}

function nearest(scene: Scene, { x, y }: Box): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const box of scene.boxes.values()) {
    const away = Math.hypot(box.x - x, box.y - y);
    if (away >= least) continue;
    best = box.id;
    least = away;
  }
  return best;
}
