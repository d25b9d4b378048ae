/**
 * The graph by keyboard: arrows move what is selected (when it may be edited), else walk; with Ctrl
 * they always walk along edges. C goes through the connections of the focused box, A adds at its
 * free port. Shift+1, 0, 2 fit and zoom. What else edits lives with the designer.
 */

import { chosenConnection, connectionsOf, connectionWords, freeEnd } from '../core/connections';
import { onEdge } from '../core/edge-line';
import { type Point, SNAP } from '../core/geometry';
import { noteOfBox, placeOfEdge } from '../core/ids';
import { CARD } from '../core/node-box';
import { LEAST_NOTE } from '../core/note-size';
import type { Box, Edge } from '../core/scene';
import { type Direction, readingOrder, walk } from '../core/walk';
import type { GraphEngine } from './engine';
import type { GraphViewProps } from './graph-types';
import { connectionOf } from './hit';

export interface KeyboardHost {
  engine: GraphEngine;
  element: HTMLElement;
  props(): GraphViewProps;
  select(ids: string[]): void;
  focusBox(id: string): void;
  hint(text: string | null, at?: Point): void;
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** True when the key meant something here. */
export function handleKey(host: KeyboardHost, event: KeyboardEvent): boolean {
  host.hint(null);
  const direction = ARROWS[event.key];
  if (direction) return arrow(host, direction, event);
  if (zoomKey(host.engine, event)) return true;
  // With Ctrl it goes inside: that is the designer's.
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return false;
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) return menu(host);
  if (isPlain(event, 'c')) return connection(host, event.shiftKey ? -1 : 1);
  if (isPlain(event, 'a') && !event.shiftKey) return addHere(host);
  switch (event.key) {
    case 'Enter':
      return open(host);
    case ' ':
      return toggleFocused(host);
    case 'Home':
      return go(host, readingOrder(host.engine.scene)[0]);
    case 'End':
      return go(host, readingOrder(host.engine.scene).at(-1));
    case 'PageDown':
      return step(host, 1);
    case 'PageUp':
      return step(host, -1);
    case 'Escape':
      host.select([]);
      return true;
    default:
      return false;
  }
}

function isPlain(event: KeyboardEvent, letter: string): boolean {
  return event.key.toLowerCase() === letter && !(event.ctrlKey || event.metaKey || event.altKey);
}

/** Selects the next connection of the focused box; the focus stays, a line says which it is. */
function connection(host: KeyboardHost, by: 1 | -1): boolean {
  const { engine } = host;
  const { scene, focused } = engine;
  if (focused === null) return go(host, readingOrder(scene)[0]);
  const edges = connectionsOf(scene, focused);
  const box = scene.boxes.get(focused);
  if (edges.length === 0) {
    if (box) host.hint('No connection here', engine.screen({ x: box.x, y: box.y + box.height }));
    return true;
  }
  const chosen = chosenConnection(scene, focused, engine.selection);
  const at = chosen ? edges.indexOf(chosen) : by > 0 ? -1 : edges.length;
  const next = edges[(at + by + edges.length) % edges.length];
  if (!next) return true;
  host.select([next.id]);
  const words = connectionWords(scene, next);
  const of = `${edges.indexOf(next) + 1} of ${edges.length}`;
  host.hint(`Connection ${of}: ${words}`, engine.screen(middleOf(host, next)));
  return true;
}

function middleOf({ engine }: KeyboardHost, edge: Edge): Point {
  return onEdge(edge.from, edge.to, 0.5, engine.index.bowOf(edge));
}

/** The connection that was chosen with C, while its box has the focus. */
function connectionHere({ engine }: KeyboardHost): Edge | null {
  return engine.focused === null
    ? null
    : chosenConnection(engine.scene, engine.focused, engine.selection);
}

/** Opens the search for what to add: in the chosen connection, at the focused box, or in the middle. */
export function addHere(host: KeyboardHost): boolean {
  const { engine } = host;
  const { editing } = host.props();
  if (!editing) return false;
  const edge = connectionHere(host);
  // Nothing goes between a node of control flow and what it runs.
  if (edge && edge.label === undefined) {
    const at = middleOf(host, edge);
    editing.insert(placeOfEdge(edge.id), at, clientPoint(host, engine.screen(at)));
    return true;
  }
  const only = engine.selection.size === 1 ? [...engine.selection][0] : undefined;
  const box = engine.scene.boxes.get(engine.focused ?? only ?? '');
  const end = box ? freeEnd(engine.scene, box) : null;
  if (!box || !end) {
    const { width, height } = engine.size;
    const middle = { x: width / 2, y: height / 3 };
    editing.quickAdd(null, engine.world(middle), clientPoint(host, middle));
    return true;
  }
  const below = end.side === 'source';
  const edgeOfBox = { x: box.x, y: below ? box.y + box.height : box.y };
  const at = {
    x: box.x + box.width / 2,
    y: below ? edgeOfBox.y + CARD.height : edgeOfBox.y - CARD.height,
  };
  editing.quickAdd(end, at, clientPoint(host, engine.screen(edgeOfBox)));
  return true;
}

function clientPoint({ element }: KeyboardHost, screen: Point): Point {
  const { left, top } = element.getBoundingClientRect();
  return { x: left + screen.x, y: top + screen.y };
}

const ZOOM_STEP = 1.25;

/** True when the key zooms. */
function zoomKey(engine: GraphEngine, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false; // the browser's own
  const { zoom } = engine.viewport;
  const code = event.shiftKey ? event.code : '';
  if (code === 'Digit1') engine.fit();
  else if (code === 'Digit0') engine.actualSize();
  else if (code === 'Digit2')
    engine.fit(engine.selection.size > 0 ? engine.selection : undefined, 1.5);
  else if (event.key === '+' || event.key === '=') engine.zoomTo(zoom * ZOOM_STEP);
  else if (event.key === '-') engine.zoomTo(zoom / ZOOM_STEP);
  else return false;
  return true;
}

/** Zooms by key also with the focus on nothing in particular, as on a page that was just opened. */
export function listenAround({ engine, element }: KeyboardHost): () => void {
  const onKey = (event: KeyboardEvent) => {
    const { target } = event;
    if (event.defaultPrevented || !(target instanceof Element)) return;
    const isAround = target !== element && target.contains(element);
    if (isAround && zoomKey(engine, event)) event.preventDefault();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

function arrow(host: KeyboardHost, direction: Direction, event: KeyboardEvent): boolean {
  const { engine } = host;
  const { editing } = host.props();
  const note = engine.focused === null ? null : noteOfBox(engine.focused);
  if (editing && event.altKey && note !== null) return resize(host, note, direction, event);
  const mod = event.ctrlKey || event.metaKey || event.altKey;
  const moves = editing && !mod && engine.focused !== null && engine.selection.has(engine.focused);
  if (moves) {
    nudge(host, direction, event.shiftKey ? 1 : SNAP * 2);
    return true;
  }
  const next =
    engine.focused === null
      ? readingOrder(engine.scene)[0]
      : walk(engine.scene, engine.focused, direction);
  if (!next) return true;
  if (mod || host.props().readOnly) host.select([next]);
  host.focusBox(next);
  return true;
}

function nudge(host: KeyboardHost, direction: Direction, by: number): void {
  const { engine } = host;
  const dx = direction === 'left' ? -by : direction === 'right' ? by : 0;
  const dy = direction === 'up' ? -by : direction === 'down' ? by : 0;
  const places = [...engine.selection].flatMap((id) => {
    const box = engine.scene.boxes.get(id);
    return box ? [[id, { x: box.x + dx, y: box.y + dy }] as const] : [];
  });
  host.props().editing?.move(Object.fromEntries(places), true);
}

/** Alt with an arrow moves a note's lower right corner. */
function resize(
  host: KeyboardHost,
  note: string,
  direction: Direction,
  event: KeyboardEvent,
): boolean {
  const box = host.engine.scene.boxes.get(host.engine.focused ?? '');
  if (!box) return true;
  const by = event.shiftKey ? SNAP : SNAP * 2;
  const { width, height } = box;
  const wider = direction === 'left' ? -by : direction === 'right' ? by : 0;
  const higher = direction === 'up' ? -by : direction === 'down' ? by : 0;
  host.props().editing?.resizeNote(note, {
    width: Math.max(LEAST_NOTE.width, width + wider),
    height: Math.max(LEAST_NOTE.height, height + higher),
  });
  return true;
}

function open(host: KeyboardHost): boolean {
  const { focused } = host.engine;
  if (focused === null) return false;
  const edge = connectionHere(host);
  if (edge && host.props().editing) {
    host.props().onOpen?.(edge.id, 'key');
    return true;
  }
  host.select([focused]);
  host.props().onOpen?.(focused, 'key');
  return true;
}

/** The context menu of the chosen connection, or of the focused box at its corner. */
function menu(host: KeyboardHost): boolean {
  const { engine } = host;
  const { focused, selection } = engine;
  const { onMenu } = host.props();
  const box = focused === null ? undefined : engine.scene.boxes.get(focused);
  if (focused === null || !box || !onMenu) return false;
  const edge = connectionHere(host);
  if (edge) {
    const at = middleOf(host, edge);
    const client = clientPoint(host, engine.screen(at));
    onMenu({ box: null, ...connectionOf(edge.id), port: null, at, client });
    return true;
  }
  if (!selection.has(focused)) host.select([focused]);
  onMenu({
    box: focused,
    edge: null,
    line: null,
    port: null,
    at: corner(box),
    client: atCorner(host, box),
  });
  return true;
}

function corner({ x, y }: Box): Point {
  return { x, y };
}

function atCorner(host: KeyboardHost, box: Box): Point {
  const { zoom } = host.engine.viewport;
  const { x, y } = clientPoint(host, host.engine.screen({ x: box.x, y: box.y + box.height }));
  return { x: x + 24 * Math.min(1, zoom), y: y - 8 * Math.min(1, zoom) };
}

function toggleFocused(host: KeyboardHost): boolean {
  const { focused, selection } = host.engine;
  if (focused === null) return false;
  const others = [...selection].filter((id) => id !== focused);
  host.select(selection.has(focused) ? others : [...others, focused]);
  return true;
}

function go(host: KeyboardHost, id: string | undefined): boolean {
  if (id !== undefined) host.focusBox(id);
  return true;
}

function step(host: KeyboardHost, by: number): boolean {
  const order = readingOrder(host.engine.scene);
  const at = order.indexOf(host.engine.focused ?? '');
  return go(host, order[Math.max(0, Math.min(order.length - 1, at + by))]);
}
