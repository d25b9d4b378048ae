/** The gesture of drawing a wire: from a port to a port that fits, to a node, or to empty canvas. */

import { endOf } from '../core/connections';
import { createFitter, runnableSteps, type WireEnd } from '../core/fits';
import type { Point } from '../core/geometry';
import { type Box, CONTROL_INSET, type PortSpot } from '../core/scene';
import type { GraphEngine } from './engine';
import { boxAt, type PortHit, portAt } from './hit';
import { type Gesture, type PointerHost, STILL_PX } from './pointer-host';

export function wire(host: PointerHost, start: PortHit, from: Point): Gesture {
  const { engine } = host;
  const { document, components } = host.props();
  const end = endOf(start.spot);
  const { at } = start;
  const fitter = createFitter(document, components, end);
  const fits = (spot: PortSpot) => spot.side !== end.side && !spot.block && fitter(spot.place);
  const steps =
    end.block && end.place.node !== null
      ? new Set(runnableSteps(document, end.place.node, end.block))
      : null;
  let isMoved = false;
  const done = () => {
    engine.wire = null;
    host.light(null);
    host.hint(null);
    engine.repaint();
  };
  return {
    move(screen, event) {
      isMoved ||= Math.hypot(screen.x - from.x, screen.y - from.y) > STILL_PX;
      if (!isMoved) return;
      if (!engine.wire)
        host.light({
          port: fits,
          box: steps && ((id) => (id === start.box.id ? null : steps.has(id))),
        });
      const target = over(engine, screen, end, event);
      const reason = target && refuse(host, end, target);
      const to = target?.at ?? engine.world(screen);
      engine.wire = { end, from: at, to, fits, verdict: target && reason === null };
      host.hint(reason, screen);
      engine.repaint();
    },
    end(screen, event) {
      done();
      if (!isMoved) {
        host.focusBox(start.box.id);
        host.select([start.box.id]);
        return;
      }
      finishWire(host, end, screen, event);
    },
    cancel: done,
  };
}

/** What a wire is over: a port, or the whole box where no port of it is meant. */
interface Target {
  box: Box;
  spot: PortSpot | null;
  at: Point;
}

function over(
  engine: GraphEngine,
  screen: Point,
  end: WireEnd,
  event: PointerEvent,
): Target | null {
  const world = engine.world(screen);
  if (end.block) return stepUnder(engine, world, end);
  const port = portAt(engine, world, event.pointerType === 'touch');
  if (port && port.spot.side !== end.side) return port;
  const box = boxAt(engine, world);
  const free = box?.spots.filter((spot) => spot.side !== end.side && !spot.block) ?? [];
  const only = free.length === 1 ? free[0] : undefined;
  if (!box || !only || box.id === end.place.node) return null;
  const rect = engine.rect(box);
  return { box, spot: only, at: { x: rect.x + only.x, y: rect.y + only.y } };
}

function stepUnder(engine: GraphEngine, world: Point, end: WireEnd): Target | null {
  const box = boxAt(engine, world);
  if (!box || box.kind === 'note' || box.id === end.place.node) return null;
  const { x, y } = engine.rect(box);
  return { box, spot: null, at: { x: x + CONTROL_INSET, y } };
}

function refuse(host: PointerHost, end: WireEnd, { box, spot }: Target): string | null {
  const { editing } = host.props();
  if (!spot) return editing?.refuseStep(end, box.id) ?? null;
  if (spot.block) return 'Steps are run from here: drag from this port to a step.';
  const [source, target] =
    end.side === 'source' ? [end.place, spot.place] : [spot.place, end.place];
  return editing?.refuse(source, target) ?? null;
}

function finishWire(host: PointerHost, end: WireEnd, screen: Point, event: PointerEvent): void {
  const { editing } = host.props();
  const target = over(host.engine, screen, end, event);
  if (target) {
    if (refuse(host, end, target) !== null) return;
    if (!target.spot) {
      editing?.runStep(end, target.box.id);
      return;
    }
    const [source, sink] =
      end.side === 'source' ? [end.place, target.spot.place] : [target.spot.place, end.place];
    editing?.connect(source, sink);
    return;
  }
  const world = host.engine.world(screen);
  if (boxAt(host.engine, world)) return;
  const client = { x: event.clientX, y: event.clientY };
  // After the click that ends this gesture: it would count as one outside what opens here.
  setTimeout(() => editing?.quickAdd(end, world, client));
}
