/** Draws edges, and those boxes that are not DOM just now, on a 2D canvas: only what is visible. */

import { grow, meets, type Rect } from '../core/geometry';
import type { Box, Edge } from '../core/scene';
import type { Colours } from './colours';
import type { GraphEngine } from './engine';
import type { FarPicture, PaintRegion } from './far-picture';
import type { NodeOverlay, NodeProblems } from './graph-types';
import { paintCard, paintFar } from './paint-box';
import { paintEdges } from './paint-edges';
import { paintLabels } from './paint-labels';

export interface PaintInput {
  overlay: Readonly<Record<string, NodeOverlay>>;
  problems: Readonly<Record<string, NodeProblems>>;
  colours: Colours;
}

/** Below this zoom a box is a coloured rectangle. */
const FAR_ZOOM = 0.22;
const GRID = 32;

export function paintGraph(
  canvas: HTMLCanvasElement,
  engine: GraphEngine,
  input: PaintInput,
  ratio = window.devicePixelRatio || 1,
  far: FarPicture | null = null,
): void {
  const context = prepare(canvas, engine, ratio);
  if (!context) return;
  const { viewport } = engine;
  const region: PaintRegion = (picture, rect, zoom) => {
    const inside = picture.getContext('2d', { alpha: false });
    if (inside) paintFarRegion(inside, engine, input, rect, zoom * ratio);
  };
  if (viewport.zoom < FAR_ZOOM && far?.show(context, engine, input, ratio, region)) {
    paintHover(context, engine, input, ratio);
    return;
  }
  const { size } = engine;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = input.colours.ground;
  context.fillRect(0, 0, size.width, size.height);
  if (viewport.zoom >= 0.5) paintDots(context, engine, input.colours);
  toViewport(context, engine, ratio);
  const edges = visibleEdges(engine);
  paintEdges(context, engine, edges, input);
  paintLabels(context, engine, edges, input.colours);
  paintBoxes(context, engine, input);
}

function toViewport(context: CanvasRenderingContext2D, engine: GraphEngine, ratio: number): void {
  const { x, y, zoom } = engine.viewport;
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
}

/** A part of the graph as rectangles and lines, whatever the view is; without what is hovered. */
function paintFarRegion(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  input: PaintInput,
  rect: Rect,
  scale: number,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = input.colours.ground;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(scale, 0, 0, scale, -rect.x * scale, -rect.y * scale);
  const edges = engine.index.edgesIn(rect);
  paintEdges(context, engine, edges, input, false);
  paintFar(context, engine, engine.index.boxesIn(rect), input);
}

function paintHover(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  input: PaintInput,
  ratio: number,
): void {
  const { edge } = engine.hover;
  const hovered = edge === null ? undefined : engine.scene.edges.find((one) => one.id === edge);
  if (!hovered) return;
  toViewport(context, engine, ratio);
  paintEdges(context, engine, [hovered], input);
}

function prepare(
  canvas: HTMLCanvasElement,
  engine: GraphEngine,
  ratio: number,
): CanvasRenderingContext2D | null {
  const width = Math.round(engine.size.width * ratio);
  const height = Math.round(engine.size.height * ratio);
  if (width === 0 || height === 0) return null;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return canvas.getContext('2d', { alpha: false });
}

function paintDots(context: CanvasRenderingContext2D, engine: GraphEngine, colours: Colours): void {
  const { viewport, size } = engine;
  const step = GRID * viewport.zoom;
  context.fillStyle = colours.dot;
  for (let x = viewport.x % step; x < size.width; x += step) {
    for (let y = viewport.y % step; y < size.height; y += step) context.fillRect(x, y, 1.5, 1.5);
  }
}

function visibleEdges(engine: GraphEngine): Edge[] {
  const visible = engine.visible();
  const found = engine.index.edgesIn(visible);
  if (engine.offsets.size === 0) return found;
  const all = new Set(found);
  for (const id of engine.offsets.keys()) {
    for (const edge of engine.scene.edgesOf.get(id) ?? []) all.add(edge);
  }
  return [...all];
}

function visibleBoxes(engine: GraphEngine): Box[] {
  const visible = engine.visible();
  const boxes = engine.index.boxesIn(visible);
  if (engine.offsets.size === 0) return boxes;
  const all = new Set(boxes);
  for (const id of engine.offsets.keys()) {
    const box = engine.scene.boxes.get(id);
    if (box && meets(grow(engine.rect(box), 8), visible)) all.add(box);
  }
  return [...all];
}

function paintBoxes(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  input: PaintInput,
): void {
  const boxes = visibleBoxes(engine).filter((box) => !engine.isMounted(box.id));
  if (engine.viewport.zoom < FAR_ZOOM) {
    paintFar(context, engine, boxes, input);
    return;
  }
  for (const box of boxes) paintCard(context, engine, box, input);
}
