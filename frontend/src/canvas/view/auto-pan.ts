/** While something is dragged to the border of the view, the view goes there too. */

import type { Point } from '../core/geometry';
import type { Size } from '../core/viewport';
import { type Gesture, type PointerHost, STILL_PX } from './pointer-host';

/** Pixels from the border within which the view moves. */
const BORDER = 36;
const MOST_A_FRAME = 16;

/** How far the view moves in one frame: faster the nearer to the border, and beyond it. */
export function panFor({ x, y }: Point, { width, height }: Size): Point {
  return { x: along(x, width), y: along(y, height) };
}

function along(at: number, length: number): number {
  const near = Math.min(BORDER, length / 4);
  const depth = at < near ? near - at : at > length - near ? length - near - at : 0;
  const speed = Math.max(-1, Math.min(1, depth / near)) * MOST_A_FRAME;
  return Math.round(speed) || 0;
}

export function withAutoPan(host: PointerHost, from: Point, gesture: Gesture): Gesture {
  const { engine } = host;
  let last: { screen: Point; event: PointerEvent } | null = null;
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    frame = 0;
  };
  const step = () => {
    frame = 0;
    if (!last) return;
    const by = panFor(last.screen, engine.size);
    if (by.x === 0 && by.y === 0) return;
    engine.panBy(by.x, by.y);
    gesture.move(last.screen, last.event);
    frame = requestAnimationFrame(step);
  };
  return {
    move(screen, event) {
      const isDrag = last !== null || Math.hypot(screen.x - from.x, screen.y - from.y) > STILL_PX;
      gesture.move(screen, event);
      if (!isDrag) return;
      last = { screen, event };
      if (frame === 0) frame = requestAnimationFrame(step);
    },
    end(screen, event) {
      stop();
      gesture.end(screen, event);
    },
    cancel() {
      stop();
      gesture.cancel();
    },
  };
}
