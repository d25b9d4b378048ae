/**
 * What is far away as a picture with room around the view: a pan moves the picture, a zoom stretches
 * it, and it is drawn anew when the view leaves it or the gesture rests. So the cost of a frame does
 * not grow with the graph. The lines are a picture of their own below it: they are most of the work,
 * and a run changes almost none of them.
 */

import { encloses, grow, overlap, type Rect } from '../core/geometry';
import type { GraphEngine } from './engine';
import type { PaintInput } from './painter';

/** Room on each side, as a share of the view. */
const ROOM = 0.5;
/** Lines leave the rectangle around all boxes by less than this: there is nothing beyond. */
const OUTSIDE = 480;
/** A picture may be stretched this much before it is drawn anew. */
const STRETCH = 1.6;
const REST_MS = 90;

/** Paint a rectangle of the world; the context's units are those of the world. */
export interface FarLayers {
  /** The ground and the lines, as if nothing ran. */
  lines(context: CanvasRenderingContext2D, rect: Rect): void;
  /** What a run changes, over the lines. */
  rest(context: CanvasRenderingContext2D, rect: Rect): void;
}

/** A part of the world, and what was painted there. */
interface Picture {
  context: CanvasRenderingContext2D;
  rect: Rect;
  zoom: number;
  ratio: number;
  of: readonly unknown[];
}

export class FarPicture {
  private lines: Picture | null = null;
  private whole: Picture | null = null;
  private lastZoom: number | null = null;
  private rest: ReturnType<typeof setTimeout> | undefined;

  /** Draws the view from the picture; false when it has to be painted directly. */
  show(
    context: CanvasRenderingContext2D,
    engine: GraphEngine,
    input: PaintInput,
    ratio: number,
    layers: FarLayers,
  ): boolean {
    const { zoom } = engine.viewport;
    const isStill = this.lastZoom === null || zoom === this.lastZoom;
    this.lastZoom = zoom;
    if (engine.offsets.size > 0) return false;
    const around = engine.bounds();
    const seen = around && overlap(engine.visible(), grow(around, OUTSIDE));
    // Nothing but the ground is in view.
    if (!around || !seen) return true;
    const ground = [engine.scene, engine.selection, input.colours];
    const of = [...ground, input.overlay, input.problems, input.outlines];
    const serves = (picture: Picture | null, wanted: readonly unknown[]) =>
      picture !== null &&
      picture.ratio === ratio &&
      wanted.every((one, i) => one === picture.of[i]) &&
      encloses(picture.rect, seen) &&
      isSharpEnough(zoom / picture.zoom, isStill);
    if (!serves(this.whole, of)) {
      // While it zooms in and out of the picture each frame would make one for nothing.
      if (!isStill) return false;
      if (!serves(this.lines, ground)) {
        const rect = roomAround(engine.visible(), around) ?? seen;
        this.lines = drawn(this.lines, { rect, zoom, ratio, of: ground });
        if (this.lines) layers.lines(this.lines.context, rect);
      }
      this.whole = this.lines && drawn(this.whole, { ...this.lines, of });
      if (this.lines && this.whole) {
        copy(this.lines, this.whole);
        layers.rest(this.whole.context, this.whole.rect);
      }
    }
    if (!this.whole) return false;
    if (this.whole.zoom !== zoom) this.sharpenLater(engine);
    blit(context, this.whole, engine.visible(), zoom * ratio);
    return true;
  }

  private sharpenLater(engine: GraphEngine): void {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => engine.repaint(), REST_MS);
  }
}

function isSharpEnough(by: number, isStill: boolean): boolean {
  return isStill ? by === 1 : by < STRETCH && by > 1 / STRETCH;
}

/** A little more than what there is: rounding must not let the view stick out. */
function roomAround(visible: Rect, around: Rect): Rect | null {
  const room = grow(visible, Math.max(visible.width, visible.height) * ROOM);
  return overlap(room, grow(around, OUTSIDE + 1));
}

/** An empty picture of a part of the world, on the canvas of the one before it. */
function drawn(before: Picture | null, wanted: Omit<Picture, 'context'>): Picture | null {
  const canvas = before?.context.canvas ?? document.createElement('canvas');
  const context = before?.context ?? canvas.getContext('2d', { alpha: false });
  if (!context) return null;
  const { rect, zoom, ratio, of } = wanted;
  const scale = zoom * ratio;
  const width = Math.max(1, Math.ceil(rect.width * scale));
  const height = Math.max(1, Math.ceil(rect.height * scale));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.setTransform(scale, 0, 0, scale, -rect.x * scale, -rect.y * scale);
  return { context, rect, zoom, ratio, of };
}

function copy(from: Picture, to: Picture): void {
  to.context.save();
  to.context.setTransform(1, 0, 0, 1, 0, 0);
  to.context.drawImage(from.context.canvas, 0, 0);
  to.context.restore();
}

function blit(
  context: CanvasRenderingContext2D,
  { context: { canvas }, rect, zoom, ratio }: Picture,
  visible: Rect,
  scale: number,
): void {
  const by = scale / (zoom * ratio);
  const x = (rect.x - visible.x) * scale;
  const y = (rect.y - visible.y) * scale;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.imageSmoothingEnabled = by !== 1;
  context.drawImage(
    canvas,
    by === 1 ? Math.round(x) : x,
    by === 1 ? Math.round(y) : y,
    canvas.width * by,
    canvas.height * by,
  );
}
