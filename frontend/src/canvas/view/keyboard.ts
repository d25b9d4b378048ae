/**
 * The graph by keyboard: arrows move what is selected (when it may be edited), else walk; with Ctrl
 * they always walk along edges. Shift+1, 0, 2 fit and zoom. What edits lives with the designer.
 */

import { SNAP } from '../core/geometry';
import { type Direction, readingOrder, walk } from '../core/walk';
import type { GraphEngine } from './engine';
import type { GraphViewProps } from './graph-types';

export interface KeyboardHost {
  engine: GraphEngine;
  props(): GraphViewProps;
  select(ids: string[]): void;
  focusBox(id: string): void;
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** True when the key meant something here. */
export function handleKey(host: KeyboardHost, event: KeyboardEvent): boolean {
  const direction = ARROWS[event.key];
  if (direction) return arrow(host, direction, event);
  if (event.shiftKey && zoomKey(host.engine, event.code)) return true;
  // With Ctrl it goes inside: that is the designer's.
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return false;
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) return menu(host);
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
    case '+':
    case '=':
      host.engine.zoomTo(host.engine.viewport.zoom * 1.25);
      return !event.ctrlKey;
    case '-':
      host.engine.zoomTo(host.engine.viewport.zoom / 1.25);
      return !event.ctrlKey;
    default:
      return false;
  }
}

export function zoomKey(engine: GraphEngine, code: string): boolean {
  if (code === 'Digit1') engine.fit();
  else if (code === 'Digit0') engine.zoomTo(1);
  else if (code === 'Digit2')
    engine.fit(engine.selection.size > 0 ? engine.selection : undefined, 1.5);
  else return false;
  return true;
}

function arrow(host: KeyboardHost, direction: Direction, event: KeyboardEvent): boolean {
  const { engine } = host;
  const { editing } = host.props();
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

function open(host: KeyboardHost): boolean {
  const { focused } = host.engine;
  if (focused === null) return false;
  host.select([focused]);
  host.props().onOpen?.(focused, 'key');
  return true;
}

/** The context menu of the focused box, at its corner. */
function menu(host: KeyboardHost): boolean {
  const { engine } = host;
  const { focused, selection } = engine;
  const card = focused === null ? undefined : engine.card(focused);
  const box = focused === null ? undefined : engine.scene.boxes.get(focused);
  const { editing } = host.props();
  if (focused === null || !card || !box || !editing) return false;
  if (!selection.has(focused)) host.select([focused]);
  const { left, bottom } = card.getBoundingClientRect();
  const client = { x: left + 24, y: bottom - 8 };
  editing.menu({ box: focused, edge: null, at: { x: box.x, y: box.y }, client });
  return true;
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
