/**
 * Mouse, pen, touch and wheel as gestures: pan, marquee, drag boxes, draw a wire. A gesture changes
 * only the engine; what it means for the document is said once, when it ends.
 */

import { meets, type Point, rectOf, snap, subtract } from '../core/geometry';
import { placeOfEdge } from '../core/ids';
import type { PortSpot } from '../core/scene';
import { added, isEdgeId, toggled } from '../core/selection';
import { boxAt, edgeAt, portAt } from './hit';
import { type Gesture, type PointerHost, STILL_PX } from './pointer-host';
import { wire } from './wire-gesture';

export function screenPoint(element: HTMLElement, event: MouseEvent): Point {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

export function listenToPointer(host: PointerHost): () => void {
  const { element, engine } = host;
  let gesture: Gesture | null = null;
  const stop = new AbortController();
  const { signal } = stop;

  const cancel = () => {
    gesture?.cancel();
    gesture = null;
  };
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button === 2 || gesture) return;
      gesture = begin(host, screenPoint(element, event), event);
      if (gesture) element.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      const at = screenPoint(element, event);
      if (gesture) gesture.move(at, event);
      else hover(host, at);
    },
    { signal },
  );
  element.addEventListener(
    'pointerup',
    (event) => {
      gesture?.end(screenPoint(element, event), event);
      gesture = null;
    },
    { signal },
  );
  element.addEventListener('pointercancel', cancel, { signal });
  element.addEventListener('lostpointercapture', cancel, { signal });
  element.addEventListener(
    'pointerleave',
    () => {
      if (gesture) return;
      host.hint(null);
      engine.setHover({ box: null, edge: null });
    },
    { signal },
  );
  window.addEventListener('keydown', (event) => event.key === 'Escape' && cancel(), { signal });
  element.addEventListener('wheel', (event) => wheel(host, event), { signal, passive: false });
  // The second press of a double click would select the text of the panel that it opens.
  element.addEventListener('mousedown', (event) => event.detail > 1 && event.preventDefault(), {
    signal,
  });
  element.addEventListener('dblclick', (event) => doubleClick(host, event), { signal });
  element.addEventListener('contextmenu', (event) => contextMenu(host, event), { signal });
  return () => stop.abort();
}

function wheel({ engine, element }: PointerHost, event: WheelEvent): void {
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
  if (event.ctrlKey || event.metaKey) {
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
  const box = port?.box ?? boxAt(engine, world);
  const edge = box ? null : edgeAt(engine, world);
  engine.setHover({ box: box?.id ?? null, edge });
  host.hint(port ? portText(port.spot) : null, port ? engine.screen(port.at) : screen);
  const canWire = port && host.props().editing;
  element.style.cursor = host.isSpaceHeld()
    ? 'grab'
    : canWire
      ? 'crosshair'
      : box || edge
        ? 'pointer'
        : host.props().readOnly
          ? 'grab'
          : 'default';
}

export function portText({ port, side }: PortSpot): string {
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
  const port = editing ? portAt(engine, world) : null;
  if (port) return wire(host, port, screen);
  const box = boxAt(engine, world);
  if (box) return drag(host, box.id, screen, event);
  const edge = edgeAt(engine, world);
  if (edge) return clickEdge(host, edge, event);
  const clear = () => host.select([]);
  return readOnly && !event.shiftKey
    ? pan(host, screen, event, clear)
    : marquee(host, screen, event.shiftKey);
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
    end: () => host.select(event.shiftKey ? toggled([...host.engine.selection], edge) : [edge]),
    cancel: () => {},
  };
}

function drag(host: PointerHost, id: string, from: Point, event: PointerEvent): Gesture {
  const { engine } = host;
  const { editing } = host.props();
  const wasSelected = engine.selection.has(id);
  if (!wasSelected && !event.shiftKey) host.select([id]);
  if (!wasSelected && event.shiftKey) host.select([...engine.selection, id]);
  const grabbed = engine.scene.boxes.get(id);
  let isMoved = false;
  let offset: Point = { x: 0, y: 0 };
  const ids = () => [...engine.selection].filter((one) => engine.scene.boxes.has(one));
  return {
    move(screen) {
      const by = subtract(screen, from);
      isMoved ||= Math.hypot(by.x, by.y) > STILL_PX;
      if (!isMoved || !editing || !grabbed) return;
      const { zoom } = engine.viewport;
      offset = {
        x: snap(grabbed.x + by.x / zoom) - grabbed.x,
        y: snap(grabbed.y + by.y / zoom) - grabbed.y,
      };
      host.hint(null);
      engine.setOffsets(ids(), offset);
    },
    end(_screen, last) {
      if (!isMoved || !editing) {
        if (wasSelected && event.shiftKey) host.select(toggled([...engine.selection], id));
        else if (wasSelected && !isMoved) host.select([id]);
        host.focusBox(id);
        return;
      }
      drop(host, ids(), offset, last.altKey);
      host.focusBox(id);
    },
    cancel: () => engine.clearOffsets(),
  };
}

function drop(host: PointerHost, ids: readonly string[], offset: Point, copies: boolean): void {
  const { engine } = host;
  const { editing } = host.props();
  const places = ids.flatMap((id) => {
    const box = engine.scene.boxes.get(id);
    return box ? [[id, { x: box.x + offset.x, y: box.y + offset.y }] as const] : [];
  });
  if (offset.x === 0 && offset.y === 0) {
    engine.clearOffsets();
  } else if (copies) {
    engine.clearOffsets();
    editing?.copyTo(ids, offset);
  } else {
    // The new scene clears the offsets: until it comes the boxes stay where they were let go.
    editing?.move(Object.fromEntries(places));
  }
}

function doubleClick(host: PointerHost, event: MouseEvent): void {
  const { engine } = host;
  const world = engine.world(screenPoint(host.element, event));
  const box = boxAt(engine, world);
  const { onOpen, editing } = host.props();
  if (box) onOpen?.(box.id);
  else if (!edgeAt(engine, world)) {
    editing?.quickAdd(null, world, { x: event.clientX, y: event.clientY });
  }
}

function contextMenu(host: PointerHost, event: MouseEvent): void {
  const { editing } = host.props();
  if (!editing) return;
  event.preventDefault();
  const { engine } = host;
  const world = engine.world(screenPoint(host.element, event));
  const box = boxAt(engine, world);
  const edge = box ? null : edgeAt(engine, world);
  const id = box?.id ?? edge;
  if (id && !engine.selection.has(id)) host.select([id]);
  editing.menu({
    box: box?.id ?? null,
    edge: edge && isEdgeId(edge) ? placeOfEdge(edge) : null,
    at: world,
    client: { x: event.clientX, y: event.clientY },
  });
}
