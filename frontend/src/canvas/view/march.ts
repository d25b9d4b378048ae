/**
 * The connections of what runs just now move along, on a canvas of their own: the others are not
 * painted again for it. Where nothing runs there is no loop at all.
 */

import { drawEdge } from '../core/edge-line';
import { grow, meets, rectOf } from '../core/geometry';
import { BULGE } from '../core/grid';
import type { Edge, Scene } from '../core/scene';
import type { Colours } from './colours';
import type { GraphEngine } from './engine';
import type { NodeOverlay } from './graph-types';
import { isActive } from './status-look';

const DASH = [8, 6];
const PIXELS_A_SECOND = 28;
const A_STEP_MS = 40;
/** Far away the movement is not seen; there are too many of them for the eye too. */
const LEAST_ZOOM = 0.22;
const MOST_EDGES = 400;

/** Edges into steps that run. */
export function activeEdges(scene: Scene, overlay: Readonly<Record<string, NodeOverlay>>): Edge[] {
  const running = Object.keys(overlay).filter((id) => isActive(overlay[id]?.status));
  return running.flatMap((id) =>
    (scene.edgesOf.get(id) ?? []).filter((edge) => edge.targetBox === id),
  );
}

/** Paints until it is told to stop; the edges are those that `edges` gives when it is asked. */
export function march(
  canvas: HTMLCanvasElement,
  engine: GraphEngine,
  edges: () => readonly Edge[],
  colours: Colours,
): () => void {
  let frame = 0;
  let painted = 0;
  let isDue = true;
  const due = () => {
    isDue = true;
  };
  const stops = [engine.on('viewport', due), engine.on('scene', due)];
  const step = (now: number) => {
    frame = requestAnimationFrame(step);
    if (!isDue && now - painted < A_STEP_MS) return;
    // What is dragged takes its edges along.
    isDue = engine.offsets.size > 0;
    painted = now;
    paint(canvas, engine, edges(), colours, (now / 1000) * PIXELS_A_SECOND);
  };
  frame = requestAnimationFrame(step);
  return () => {
    cancelAnimationFrame(frame);
    for (const stop of stops) stop();
    canvas.style.display = 'none';
  };
}

function paint(
  canvas: HTMLCanvasElement,
  engine: GraphEngine,
  edges: readonly Edge[],
  colours: Colours,
  moved: number,
): void {
  const { viewport, size } = engine;
  const isShown = viewport.zoom >= LEAST_ZOOM && edges.length > 0 && edges.length <= MOST_EDGES;
  canvas.style.display = isShown ? 'block' : 'none';
  if (!isShown) return;
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(size.width * ratio);
  const height = Math.round(size.height * ratio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  const { x, y, zoom } = viewport;
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
  context.strokeStyle = colours.running;
  context.lineWidth = Math.max(2.5, 1.4 / zoom);
  context.setLineDash(DASH);
  context.lineDashOffset = -(moved % 1400);
  context.beginPath();
  const visible = engine.visible();
  for (const edge of edges) {
    const ends = engine.ends(edge);
    const { from, to } = ends;
    const bow = engine.bowOf(edge, ends);
    const around = grow(rectOf(from, to), BULGE + Math.abs(bow));
    if (meets(around, visible)) drawEdge(context, from, to, bow);
  }
  context.stroke();
}
