/**
 * Mouse, pen, touch and wheel as gestures: pan, marquee, drag boxes, draw a wire. A gesture changes
 * only the engine; what it means for the document is said once, when it ends.
 */

import { endOf } from '../core/connections';
import { meets, type Point, rectOf, subtract } from '../core/geometry';
import type { PortSpot } from '../core/scene';
import { added, toggled } from '../core/selection';
import { withAutoPan } from './auto-pan';
import { drag, isOnCorner, resizeNote } from './drag-gesture';
import { connectionOf, EDGE_REACH_TOUCH, portAt, under } from './hit';
import { addsTo, type Gesture, type PointerHost, STILL_PX } from './pointer-host';
import { LongPress, pinch } from './touch';
import { wire } from './wire-gesture';

export function screenPoint(element: HTMLElement, event: MouseEvent): Point {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

export function listenToPointer(host: PointerHost): () => void {
  const { element, engine } = host;
  const fingers = new Map<number, Point>();
  const press = new LongPress();
  let gesture: Gesture | null = null;
  const stop = new AbortController();
  const { signal } = stop;

  const cancel = () => {
    gesture?.cancel();
    gesture = null;
  };
  const lift = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    press.stop();
  };
  const touch = (at: Point, event: PointerEvent) => {
    fingers.set(event.pointerId, at);
    press.stop();
    if (fingers.size === 1) {
      press.start(at, () => {
        cancel();
        openMenu(host, event);
      });
      return;
    }
    cancel();
    if (fingers.size === 2) gesture = pinch(host, fingers);
  };
  element.addEventListener(
    'pointerdown',
    (event) => {
      const at = screenPoint(element, event);
      if (event.pointerType === 'touch') touch(at, event);
      if (event.button === 2 || gesture || fingers.size > 1) return;
      gesture = begin(host, at, event);
      if (gesture) element.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      const at = screenPoint(element, event);
      if (fingers.has(event.pointerId)) {
        fingers.set(event.pointerId, at);
        press.moved(at);
      }
      if (gesture) gesture.move(at, event);
      else if (event.pointerType !== 'touch') hover(host, at);
    },
    { signal },
  );
  element.addEventListener(
    'pointerup',
    (event) => {
      lift(event);
      gesture?.end(screenPoint(element, event), event);
      gesture = null;
    },
    { signal },
  );
  element.addEventListener(
    'touchend',
    (event) => {
      if (press.isDone && event.cancelable) event.preventDefault();
    },
    { signal, passive: false },
  );
  // A browser that did not wait for that answer makes its click all the same.
  const swallow = (event: MouseEvent) => {
    if (!press.isDone) return;
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('pointerdown', () => press.forget(), { signal, capture: true });
  window.addEventListener('mousedown', swallow, { signal, capture: true });
  window.addEventListener('click', swallow, { signal, capture: true });
  const lost = (event: PointerEvent) => {
    lift(event);
    cancel();
  };
  element.addEventListener('pointercancel', lost, { signal });
  element.addEventListener(
    'lostpointercapture',
    (event) => {
      // A second finger took the gesture over: what it does goes on.
      if (fingers.size < 2) lost(event);
    },
    { signal },
  );
  element.addEventListener(
    'pointerleave',
    () => {
      if (gesture) return;
      host.hint(null);
      engine.setHover({ box: null, edge: null });
    },
    { signal },
  );
  // Before all others: Escape ends what the pointer does, and nothing else.
  const giveUp = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !gesture) return;
    event.stopPropagation();
    cancel();
  };
  window.addEventListener('keydown', giveUp, { signal, capture: true });
  element.addEventListener('wheel', (event) => wheel(host, event), { signal, passive: false });
  // The second press of a double click would select the text of the panel that it opens.
  element.addEventListener('mousedown', (event) => event.detail > 1 && event.preventDefault(), {
    signal,
  });
  // Nothing here is dragged by the browser itself: that would end the gesture.
  element.addEventListener('dragstart', (event) => event.preventDefault(), { signal });
  element.addEventListener('dblclick', (event) => doubleClick(host, event), { signal });
  element.addEventListener(
    'contextmenu',
    (event) => {
      if (host.props().onMenu) event.preventDefault();
      // A long press has opened it already where the browser makes this event of one.
      if (!isFinger(event)) openMenu(host, event);
    },
    { signal },
  );
  return () => {
    press.stop();
    stop.abort();
  };
}

function wheel({ engine, element, props }: PointerHost, event: WheelEvent): void {
  const zooms = event.ctrlKey || event.metaKey;
  if (props().isInPage && !zooms) return;
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
  if (zooms) {
    const factor = Math.exp(-Math.max(-60, Math.min(60, event.deltaY * unit)) * 0.008);
    engine.zoomTo(engine.viewport.zoom * factor, screenPoint(element, event));
    return;
  }
  const sideways = event.shiftKey && event.deltaX === 0;
  const dx = sideways ? event.deltaY : event.deltaX;
  engine.panBy(-dx * unit, sideways ? 0 : -event.deltaY * unit);
}

function hover(host: PointerHost, screen: Point): void {
  const { engine, element } = host;
  const world = engine.world(screen);
  const port = portAt(engine, world);
  const { box, edge } = port ? { box: port.box, edge: null } : under(engine, world);
  engine.setHover({ box: box?.id ?? null, edge });
  host.hint(port ? portText(port.spot) : null, port ? engine.screen(port.at) : screen);
  const canWire = port && host.props().editing;
  element.style.cursor = host.isSpaceHeld()
    ? 'grab'
    : canWire
      ? 'crosshair'
      : box && host.props().editing && isOnCorner(engine, box, world)
        ? 'nwse-resize'
        : box || edge
          ? 'pointer'
          : host.props().readOnly
            ? 'grab'
            : 'default';
}

export function portText({ port, side, block }: PortSpot): string {
  if (block) return `${port.description}\nDrag to a step, or to empty ground for a new one`;
  const kind = port.type || 'any type';
  const optional = port.optional ? ', optional' : '';
  const says = port.description ? `\n${port.description}` : '';
  return `${side === 'target' ? 'Input' : 'Output'} ${port.name}: ${kind}${optional}${says}`;
}

function begin(host: PointerHost, screen: Point, event: PointerEvent): Gesture | null {
  const { engine } = host;
  const { editing, readOnly } = host.props();
  if (event.button === 1 || host.isSpaceHeld()) return pan(host, screen, event, () => {});
  if (event.button !== 0) return null;
  const world = engine.world(screen);
  const isTouch = event.pointerType === 'touch';
  const adds = addsTo(host, event);
  const port = editing && !adds ? portAt(engine, world, isTouch) : null;
  if (port) return withAutoPan(host, screen, wire(host, port, screen));
  const { box, edge } = under(engine, world, isTouch ? EDGE_REACH_TOUCH : undefined);
  if (box && editing && !adds && isOnCorner(engine, box, world)) {
    return resizeNote(host, box, screen);
  }
  if (box) {
    const dragged = drag(host, box.id, screen, event);
    return editing ? withAutoPan(host, screen, dragged) : dragged;
  }
  if (edge) return clickEdge(host, edge, event);
  const clear = () => !adds && host.select([]);
  return (readOnly || isTouch) && !adds
    ? pan(host, screen, event, clear)
    : withAutoPan(host, screen, marquee(host, screen, adds));
}

function pan(host: PointerHost, from: Point, event: PointerEvent, click: () => void): Gesture {
  const start = host.engine.viewport;
  let isMoved = false;
  event.preventDefault();
  host.hint(null);
  return {
    move(screen) {
      const by = subtract(screen, from);
      isMoved ||= Math.hypot(by.x, by.y) > STILL_PX;
      if (!isMoved) return;
      host.element.style.cursor = 'grabbing';
      host.engine.setViewport({ ...start, x: start.x + by.x, y: start.y + by.y });
    },
    end() {
      host.element.style.cursor = '';
      if (!isMoved) click();
    },
    cancel: () => {},
  };
}

function marquee(host: PointerHost, from: Point, keeps: boolean): Gesture {
  const { engine } = host;
  const before = keeps ? [...engine.selection] : [];
  const start = engine.world(from);
  const done = () => {
    engine.marquee = null;
    engine.repaint();
  };
  return {
    move(screen) {
      engine.marquee = rectOf(start, engine.world(screen));
      engine.repaint();
    },
    end(screen) {
      const isClick = Math.hypot(screen.x - from.x, screen.y - from.y) <= STILL_PX;
      const rect = rectOf(start, engine.world(screen));
      const inside = isClick ? [] : engine.index.boxesIn(rect).filter((box) => meets(box, rect));
      done();
      host.select(
        added(
          before,
          inside.map((box) => box.id),
        ),
      );
    },
    cancel: done,
  };
}

function clickEdge(host: PointerHost, edge: string, event: PointerEvent): Gesture {
  return {
    move: () => {},
    end: () => {
      const { engine } = host;
      // The keyboard goes on from here: A adds into it, C takes the next one.
      const found = engine.scene.edges.find((one) => one.id === edge);
      if (found) engine.setFocused(found.sourceBox);
      host.select(addsTo(host, event) ? toggled([...engine.selection], edge) : [edge]);
    },
    cancel: () => {},
  };
}

function doubleClick(host: PointerHost, event: MouseEvent): void {
  const { engine } = host;
  const world = engine.world(screenPoint(host.element, event));
  const { box, edge } = under(engine, world);
  const { onOpen, editing } = host.props();
  if (box) onOpen?.(box.id, 'pointer');
  else if (!edge) {
    editing?.quickAdd(null, world, { x: event.clientX, y: event.clientY });
  }
}

function isFinger(event: MouseEvent): boolean {
  return 'pointerType' in event && event.pointerType === 'touch';
}

function openMenu(host: PointerHost, event: MouseEvent): void {
  const { onMenu } = host.props();
  if (!onMenu) return;
  const { engine } = host;
  const world = engine.world(screenPoint(host.element, event));
  // A finger that rests on a card means the card: its ports are in the card's menu.
  const port = isFinger(event) ? null : portAt(engine, world);
  const { box, edge } = port
    ? { box: port.box, edge: null }
    : under(engine, world, isFinger(event) ? EDGE_REACH_TOUCH : undefined);
  const id = box?.id ?? edge;
  if (id && !engine.selection.has(id)) host.select([id]);
  if (box) host.focusBox(box.id);
  host.hint(null);
  onMenu({
    box: box?.id ?? null,
    ...connectionOf(edge),
    port: port ? endOf(port.spot) : null,
    at: world,
    client: { x: event.clientX, y: event.clientY },
  });
}
