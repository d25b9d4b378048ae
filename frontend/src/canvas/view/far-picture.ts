/**
 * What is far away as a picture with room around the view: a pan moves the picture, a zoom stretches
 * it, and it is drawn anew when the view leaves it or the gesture rests. So the cost of a frame does
 * not grow with the graph.
 */

import { encloses, grow, type Rect } from '../core/geometry';
import type { GraphEngine } from './engine';
import type { PaintInput } from './painter';

/** Room on each side, as a share of the view. */
const ROOM = 0.5;
/** A picture may be stretched this much before it is drawn anew. */
const STRETCH = 1.6;
const REST_MS = 90;

interface Taken {
  canvas: HTMLCanvasElement;
  rect: Rect;
  zoom: number;
  ratio: number;
  of: readonly unknown[];
}

export type PaintRegion = (canvas: HTMLCanvasElement, rect: Rect, zoom: number) => void;

export class FarPicture {
  private taken: Taken | null = null;
  private lastZoom = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;

  /** Draws the view from the picture; false when it has to be painted directly. */
  show(
    context: CanvasRenderingContext2D,
    engine: GraphEngine,
    input: PaintInput,
    ratio: number,
    paint: PaintRegion,
  ): boolean {
    const { zoom } = engine.viewport;
    const isStill = zoom === this.lastZoom;
    this.lastZoom = zoom;
    if (engine.offsets.size > 0) return false;
    const of = [engine.scene, engine.selection, input.overlay, input.problems, input.colours];
    const visible = engine.visible();
    const isValid =
      this.taken !== null && this.isOf(of, ratio) && encloses(this.taken.rect, visible);
    if (!isValid || !this.isSharpEnough(zoom, isStill)) {
      // While it zooms in and out of the picture each frame would make one for nothing.
      if (!isStill) return false;
      this.take(engine, of, ratio, paint);
    }
    if (this.taken && this.taken.zoom !== zoom) this.sharpenLater(engine);
    return this.blit(context, visible, zoom, ratio);
  }

  private isOf(of: readonly unknown[], ratio: number): boolean {
    const { taken } = this;
    return taken !== null && taken.ratio === ratio && of.every((one, i) => one === taken.of[i]);
  }

  private isSharpEnough(zoom: number, isStill: boolean): boolean {
    const by = zoom / (this.taken?.zoom ?? zoom);
    return isStill ? by === 1 : by < STRETCH && by > 1 / STRETCH;
  }

  private take(
    engine: GraphEngine,
    of: readonly unknown[],
    ratio: number,
    paint: PaintRegion,
  ): void {
    const { zoom } = engine.viewport;
    const visible = engine.visible();
    const room = grow(visible, Math.max(visible.width, visible.height) * ROOM);
    const canvas = this.taken?.canvas ?? document.createElement('canvas');
    const width = Math.round(room.width * zoom * ratio);
    const height = Math.round(room.height * zoom * ratio);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    paint(canvas, room, zoom);
    this.taken = { canvas, rect: room, zoom, ratio, of };
  }

  private blit(
    context: CanvasRenderingContext2D,
    visible: Rect,
    zoom: number,
    ratio: number,
  ): boolean {
    const { taken } = this;
    if (!taken) return false;
    const scale = zoom / taken.zoom;
    const x = (taken.rect.x - visible.x) * zoom * ratio;
    const y = (taken.rect.y - visible.y) * zoom * ratio;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.imageSmoothingEnabled = scale !== 1;
    context.drawImage(
      taken.canvas,
      scale === 1 ? Math.round(x) : x,
      scale === 1 ? Math.round(y) : y,
      taken.canvas.width * scale,
      taken.canvas.height * scale,
    );
    return true;
  }

  private sharpenLater(engine: GraphEngine): void {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => engine.repaint(), REST_MS);
  }
}
