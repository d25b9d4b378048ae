/** What lies above the nodes while a gesture goes on: the wire being drawn, the marquee, guides. */

import { bowBeside } from '../core/bow';
import { drawEdge, goesUp } from '../core/edge-line';
import type { Point } from '../core/geometry';
import { boxOfSource, boxOfTarget } from '../core/ids';
import type { Colours } from './colours';
import type { GraphEngine, Wire } from './engine';

export function paintTop(canvas: HTMLCanvasElement, engine: GraphEngine, colours: Colours): void {
  const isIdle = !engine.wire && !engine.marquee && engine.guides.length === 0;
  canvas.style.display = isIdle ? 'none' : 'block';
  if (isIdle) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(engine.size.width * ratio);
  canvas.height = Math.round(engine.size.height * ratio);
  const context = canvas.getContext('2d');
  if (!context) return;
  const { x, y, zoom } = engine.viewport;
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
  paintMarquee(context, engine, colours);
  paintGuides(context, engine, colours);
  paintWire(context, engine, colours);
}

function paintGuides(context: CanvasRenderingContext2D, engine: GraphEngine, colours: Colours) {
  const { zoom } = engine.viewport;
  const out = 12 / zoom;
  context.strokeStyle = colours.danger;
  context.lineWidth = 1 / zoom;
  context.beginPath();
  for (const { axis, at, from, to } of engine.guides) {
    if (axis === 'x') {
      context.moveTo(at, from - out);
      context.lineTo(at, to + out);
    } else {
      context.moveTo(from - out, at);
      context.lineTo(to + out, at);
    }
  }
  context.stroke();
}

function paintMarquee(context: CanvasRenderingContext2D, engine: GraphEngine, colours: Colours) {
  const rect = engine.marquee;
  if (!rect) return;
  context.globalAlpha = 0.12;
  context.fillStyle = colours.brand;
  context.fillRect(rect.x, rect.y, rect.width, rect.height);
  context.globalAlpha = 1;
  context.strokeStyle = colours.brand;
  context.lineWidth = 1 / engine.viewport.zoom;
  context.strokeRect(rect.x, rect.y, rect.width, rect.height);
}

function paintWire(context: CanvasRenderingContext2D, engine: GraphEngine, colours: Colours) {
  const { wire } = engine;
  if (!wire) return;
  const [from, to] = wire.end.side === 'source' ? [wire.from, wire.to] : [wire.to, wire.from];
  context.strokeStyle = wire.verdict === false ? colours.danger : colours.brand;
  context.lineWidth = Math.max(2, 1.5 / engine.viewport.zoom);
  context.setLineDash(wire.verdict === true ? [] : [6, 5]);
  context.beginPath();
  drawEdge(context, from, to, goesUp(from, to) ? besideStart(engine, wire, { from, to }) : 0);
  context.stroke();
}

/** A wire that goes up leaves the box that it begins at. */
function besideStart(
  engine: GraphEngine,
  { end: { side, place }, to: free }: Wire,
  ends: { from: Point; to: Point },
): number {
  const id = side === 'source' ? boxOfSource(place) : boxOfTarget(place);
  const point = { ...free, width: 0, height: 0 };
  const start = engine.scene.boxes.get(id) ?? point;
  const [source, target] = side === 'source' ? [start, point] : [point, start];
  return bowBeside(ends, { source, target });
}
