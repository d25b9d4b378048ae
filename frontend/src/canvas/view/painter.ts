/** Draws notes, edges, and those boxes that are not DOM just now, on a 2D canvas: only what is visible. */

import { grow, meets } from '../core/geometry';
import type { Box, Edge } from '../core/scene';
import type { Colours } from './colours';
import type { GraphEngine } from './engine';
import type { FarLayers, FarPicture } from './far-picture';
import type { BoxOutline, NodeOverlay, NodeProblems } from './graph-types';
import { paintCard, paintFar, paintPaper } from './paint-box';
import { paintActive, paintEdges } from './paint-edges';
import { paintLabels } from './paint-labels';
import { paintOutlines } from './paint-outlines';

export interface PaintInput {
  /** Only statuses are painted: the same object as long as those stay the same. */
  overlay: Readonly<Record<string, NodeOverlay>>;
  problems: Readonly<Record<string, NodeProblems>>;
  outlines: Readonly<Record<string, BoxOutline>>;
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
  const { viewport, size } = engine;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = input.colours.ground;
  context.fillRect(0, 0, size.width, size.height);
  if (
    viewport.zoom < FAR_ZOOM &&
    far?.show(context, engine, input, ratio, farLayers(engine, input))
  ) {
    paintHover(context, engine, input, ratio);
    return;
  }
  if (viewport.zoom >= 0.5) paintDots(context, engine, input.colours);
  toViewport(context, engine, ratio);
  const edges = visibleEdges(engine);
  const boxes = visibleBoxes(engine);
  paintNotes(context, engine, boxes.filter(isNote), input);
  paintEdges(context, engine, edges, input);
  paintLabels(context, engine, edges, input.colours);
  paintBoxes(context, engine, boxes, input);
}

function toViewport(context: CanvasRenderingContext2D, engine: GraphEngine, ratio: number): void {
  const { x, y, zoom } = engine.viewport;
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
}

const NOTHING_RUNS = {};

/** A part of the graph as lines and rectangles, without what is hovered. */
function farLayers(engine: GraphEngine, input: PaintInput): FarLayers {
  return {
    lines(context, rect) {
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.fillStyle = input.colours.ground;
      context.fillRect(0, 0, context.canvas.width, context.canvas.height);
      context.restore();
      paintFar(context, engine, engine.index.boxesIn(rect).filter(isNote), input);
      const still = { ...input, overlay: NOTHING_RUNS };
      paintEdges(context, engine, engine.index.edgesIn(rect), still, false);
    },
    rest(context, rect) {
      paintActive(context, engine, input);
      const boxes = engine.index.boxesIn(rect);
      paintFar(
        context,
        engine,
        boxes.filter((box) => !isNote(box)),
        input,
      );
      paintOutlines(context, engine, boxes, input.outlines);
    },
  };
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

function visibleEdges(engine: GraphEngine): readonly Edge[] {
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

/** Behind all else: only what they say is DOM, where they are near. */
function paintNotes(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  notes: readonly Box[],
  input: PaintInput,
): void {
  if (engine.viewport.zoom < FAR_ZOOM) paintFar(context, engine, notes, input);
  else {
    for (const note of notes) {
      if (engine.isMounted(note.id)) paintPaper(context, engine, note, input.colours);
      else paintCard(context, engine, note, input);
    }
  }
}

function paintBoxes(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  visible: readonly Box[],
  input: PaintInput,
): void {
  const drawn = visible.filter((box) => !engine.isMounted(box.id));
  const boxes = drawn.filter((box) => !isNote(box));
  if (engine.viewport.zoom < FAR_ZOOM) {
    paintFar(context, engine, boxes, input);
  } else {
    for (const box of boxes) paintCard(context, engine, box, input);
  }
  paintOutlines(context, engine, drawn, input.outlines);
}

function isNote({ kind }: Box): boolean {
  return kind === 'note';
}
