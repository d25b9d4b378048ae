/** The whole graph on a canvas of its own, drawn by the same painter as the screen. */

import { grow, union } from '../core/geometry';
import type { Scene } from '../core/scene';
import { GraphEngine } from './engine';
import { type PaintInput, paintGraph } from './painter';

const MARGIN = 32;
const SHARP = 2;

/** Without frames. At twice its size for sharpness, less where that would pass `most` pixels; null when empty. */
export function pictureOf(scene: Scene, input: PaintInput, most: number): HTMLCanvasElement | null {
  const around = union(scene.boxes.values());
  if (!around) return null;
  const room = grow(around, MARGIN);
  const zoom = Math.min(SHARP, most / Math.max(room.width, room.height));
  const canvas = document.createElement('canvas');
  const engine = new GraphEngine();
  engine.setScene(scene, false);
  engine.size = { width: room.width * zoom, height: room.height * zoom };
  engine.viewport = { x: -room.x * zoom, y: -room.y * zoom, zoom };
  paintGraph(canvas, engine, { ...input, outlines: {} }, 1);
  return canvas;
}
