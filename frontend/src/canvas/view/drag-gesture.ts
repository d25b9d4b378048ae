/** Dragging what is selected, with guides; with Alt it leaves a copy. And a note by its corner. */

import type { Place } from '../core/document';
import { type Point, type Rect, subtract } from '../core/geometry';
import { snapDrag } from '../core/guides';
import { noteOfBox, placeOfEdge } from '../core/ids';
import { isLoose } from '../core/insert';
import { LEAST_NOTE } from '../core/note-size';
import type { Box } from '../core/scene';
import { toggled } from '../core/selection';
import type { GraphEngine } from './engine';
import { INSERT_HINT } from './hints';
import { boxAt, connectionOf, edgeAt } from './hit';
import { addsTo, type Gesture, type PointerHost, STILL_PX } from './pointer-host';

/** Pixels within which a guide holds what is dragged. */
const GUIDE_REACH = 5;
/** Guides are for what can be seen: among more boxes than this they would only flicker. */
const MOST_GUIDES = 300;

export function drag(host: PointerHost, id: string, from: Point, event: PointerEvent): Gesture {
  const { engine } = host;
  const { editing } = host.props();
  const wasSelected = engine.selection.has(id);
  const adds = addsTo(host, event);
  if (!wasSelected && !adds) host.select([id]);
  if (!wasSelected && adds) host.select([...engine.selection, id]);
  // Where the press was on the graph: the view may move under the pointer.
  const start = engine.world(from);
  let isMoved = false;
  let offset: Point = { x: 0, y: 0 };
  let around: { rect: Rect; others: Rect[] } | null = null;
  let into: Into | null = null;
  const ids = () => [...engine.selection].filter((one) => engine.scene.boxes.has(one));
  const done = () => {
    engine.guides = [];
    into?.leave();
    engine.repaint();
  };
  return {
    move(screen, now) {
      const by = subtract(screen, from);
      isMoved ||= Math.hypot(by.x, by.y) > STILL_PX;
      if (!isMoved || !editing) return;
      const { zoom } = engine.viewport;
      around ??= surroundings(engine, id, ids());
      into ??= intoConnections(host, ids());
      const wish = subtract(engine.world(screen), start);
      // Ctrl lets go of guides and grid.
      const snapped =
        now.ctrlKey || now.metaKey
          ? { offset: { x: Math.round(wish.x), y: Math.round(wish.y) }, guides: [] }
          : snapDrag(around.rect, wish, around.others, GUIDE_REACH / zoom);
      offset = snapped.offset;
      engine.guides = snapped.guides;
      engine.setOffsets(ids(), offset);
      // With Ctrl it is put where it is held, with Alt it stays and a copy goes.
      if (now.ctrlKey || now.metaKey || now.altKey) into.leave();
      else into.over(screen);
    },
    end(_screen, last) {
      const edge = into?.edge() ?? null;
      done();
      if (!isMoved || !editing) {
        if (wasSelected && adds) host.select(toggled([...engine.selection], id));
        else if (wasSelected && !isMoved) host.select([id]);
        host.focusBox(id);
        return;
      }
      const box = edge && engine.scene.boxes.get(id);
      if (edge && box && !last.altKey) {
        editing.insertStep(id, edge, { x: box.x + offset.x, y: box.y + offset.y });
      } else drop(host, ids(), offset, last.altKey);
      // It is under the pointer: bringing it into view would go by the place that it had before.
      engine.setFocused(id);
      engine.card(id)?.focus({ preventScroll: true });
    },
    cancel() {
      done();
      engine.clearOffsets();
    },
  };
}

interface Into {
  over(screen: Point): void;
  leave(): void;
  /** The connection that takes what is let go now. */
  edge(): Place | null;
}

/** Pixels from the middle of a card within which a connection runs through it. */
const THROUGH = 14;

/** A step that is joined to nothing lights up the connection that it is held over, and goes into it. */
function intoConnections(host: PointerHost, ids: readonly string[]): Into {
  const { engine } = host;
  const { document, editing } = host.props();
  const [only = ''] = ids;
  const box = engine.scene.boxes.get(only);
  const loose = ids.length === 1 && box && isLoose(document, engine.scene, only) ? box : null;
  let taking: string | null = null;
  const take = (edge: string | null, hint: string | null, screen?: Point) => {
    host.hint(hint, screen);
    if (edge === taking) return;
    taking = edge;
    engine.setHover({ box: null, edge });
    engine.card(only)?.toggleAttribute('data-into', edge !== null);
  };
  const under = (screen: Point, box: Box): string | null => {
    const world = engine.world(screen);
    const above = boxAt(engine, world);
    if (above && above.id !== box.id && above.kind !== 'note') return null;
    const { x, y, width, height } = engine.rect(box);
    const found =
      edgeAt(engine, world) ?? edgeAt(engine, { x: x + width / 2, y: y + height / 2 }, THROUGH);
    return found !== null && connectionOf(found).edge ? found : null;
  };
  return {
    over(screen) {
      const found = loose && under(screen, loose);
      if (found === null) return take(null, null);
      const reason = editing?.refuseInsert(only, placeOfEdge(found)) ?? null;
      take(reason === null ? found : null, reason ?? INSERT_HINT, screen);
    },
    leave: () => take(null, null),
    edge: () => (taking === null ? null : placeOfEdge(taking)),
  };
}

/** The dragged box, and what is in view beside what moves with it. */
function surroundings(engine: GraphEngine, id: string, moving: readonly string[]) {
  const own = new Set([...moving, id]);
  const grabbed = engine.scene.boxes.get(id);
  const rect = (moving.length > 40 ? null : engine.bounds(moving)) ?? grabbed;
  const seen = engine.index.boxesIn(engine.visible()).filter((box) => !own.has(box.id));
  return {
    rect: rect ?? { x: 0, y: 0, width: 0, height: 0 },
    others: seen.length > MOST_GUIDES ? [] : (seen as Rect[]),
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

const CORNER = 18;

/** Whether a point is on the corner by which a note is made larger. */
export function isOnCorner(engine: GraphEngine, box: Box, world: Point): boolean {
  if (box.kind !== 'note') return false;
  const { x, y, width, height } = engine.rect(box);
  return world.x > x + width - CORNER && world.y > y + height - CORNER;
}

export function resizeNote(host: PointerHost, box: Box, from: Point): Gesture {
  const { engine } = host;
  host.select([box.id]);
  let size = { width: box.width, height: box.height };
  const show = () => {
    const card = engine.card(box.id);
    if (!card) return;
    card.toggleAttribute('data-resizing', size.width !== box.width || size.height !== box.height);
    card.style.width = `${size.width}px`;
    card.style.height = `${size.height}px`;
  };
  return {
    move(screen) {
      const by = subtract(screen, from);
      const { zoom } = engine.viewport;
      size = {
        width: Math.max(LEAST_NOTE.width, Math.round((box.width + by.x / zoom) / 8) * 8),
        height: Math.max(LEAST_NOTE.height, Math.round((box.height + by.y / zoom) / 8) * 8),
      };
      show();
    },
    end() {
      const note = noteOfBox(box.id);
      const isSame = size.width === box.width && size.height === box.height;
      if (note !== null && !isSame) host.props().editing?.resizeNote(note, size);
      engine.card(box.id)?.removeAttribute('data-resizing');
      host.focusBox(box.id);
    },
    cancel() {
      size = { width: box.width, height: box.height };
      show();
    },
  };
}
