/** Two fingers zoom and pan at once; one finger that rests asks for the menu. */

import type { Point } from '../core/geometry';
import { clampZoom, toWorld } from '../core/viewport';
import type { Gesture, PointerHost } from './pointer-host';

const LONG_MS = 550;
const STILL_TOUCH_PX = 10;

/** `fingers` is kept up to date by whoever listens. */
export function pinch(host: PointerHost, fingers: ReadonlyMap<number, Point>): Gesture {
  const { engine } = host;
  const start = engine.viewport;
  const begun = pair(fingers);
  const held = toWorld(start, begun.middle);
  return {
    move() {
      if (fingers.size < 2) return;
      const { middle, distance } = pair(fingers);
      const zoom = clampZoom((start.zoom * distance) / Math.max(1, begun.distance));
      engine.setViewport({ x: middle.x - held.x * zoom, y: middle.y - held.y * zoom, zoom });
    },
    end: () => {},
    cancel: () => {},
  };
}

function pair(fingers: ReadonlyMap<number, Point>): { middle: Point; distance: number } {
  const [a = { x: 0, y: 0 }, b = a] = fingers.values();
  return {
    middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
    distance: Math.hypot(a.x - b.x, a.y - b.y),
  };
}

/** Calls back when a finger stays where it is; a move, a lift or a second finger ends the wait. */
export class LongPress {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private from: Point = { x: 0, y: 0 };

  /** Until the finger is lifted: the click that browsers make of it would close the menu. */
  isDone = false;

  start(at: Point, done: () => void): void {
    this.stop();
    this.isDone = false;
    this.from = at;
    this.timer = setTimeout(() => {
      this.isDone = true;
      done();
    }, LONG_MS);
  }

  /** Another press begins: what comes of it is meant. */
  forget(): void {
    this.isDone = false;
  }

  moved(at: Point): void {
    if (Math.hypot(at.x - this.from.x, at.y - this.from.y) > STILL_TOUCH_PX) this.stop();
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
