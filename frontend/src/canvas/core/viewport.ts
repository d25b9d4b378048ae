/** Where the person looks: screen = world × zoom + offset. */

import type { Point, Rect } from './geometry';

export interface Viewport {
  x: number;
  y: number;
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

export const ZOOM_MIN = 0.02;
export const ZOOM_MAX = 2.5;

export function toWorld(viewport: Viewport, point: Point): Point {
  return {
    x: (point.x - viewport.x) / viewport.zoom,
    y: (point.y - viewport.y) / viewport.zoom,
  };
}

export function toScreen(viewport: Viewport, point: Point): Point {
  return { x: point.x * viewport.zoom + viewport.x, y: point.y * viewport.zoom + viewport.y };
}

export function visibleRect(viewport: Viewport, size: Size): Rect {
  const { x, y } = toWorld(viewport, { x: 0, y: 0 });
  return { x, y, width: size.width / viewport.zoom, height: size.height / viewport.zoom };
}

export function clampZoom(zoom: number): number {
  return Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, zoom));
}

/** Zooms while the world point under `at` stays where it is. */
export function zoomAt(viewport: Viewport, at: Point, zoom: number): Viewport {
  const next = clampZoom(zoom);
  const world = toWorld(viewport, at);
  return { x: at.x - world.x * next, y: at.y - world.y * next, zoom: next };
}

/** Shows the whole rectangle, at most at `most`, with a margin in pixels. */
export function fitRect(rect: Rect, size: Size, most = 1, margin = 48): Viewport {
  const room = { width: size.width - 2 * margin, height: size.height - 2 * margin };
  const zoom = clampZoom(
    Math.min(most, room.width / Math.max(rect.width, 1), room.height / Math.max(rect.height, 1)),
  );
  return {
    x: size.width / 2 - (rect.x + rect.width / 2) * zoom,
    y: size.height / 2 - (rect.y + rect.height / 2) * zoom,
    zoom,
  };
}

export function centreOn(viewport: Viewport, point: Point, size: Size): Viewport {
  return {
    x: size.width / 2 - point.x * viewport.zoom,
    y: size.height / 2 - point.y * viewport.zoom,
    zoom: viewport.zoom,
  };
}

/** The view moved as little as it takes to hold the rectangle; on its middle where it has no room. */
export function panInto(viewport: Viewport, rect: Rect, size: Size): Viewport {
  const view = visibleRect(viewport, size);
  const dx = beyond(rect.x, rect.width, view.x, view.width);
  const dy = beyond(rect.y, rect.height, view.y, view.height);
  if (dx === 0 && dy === 0) return viewport;
  const { x, y, zoom } = viewport;
  return { x: x - dx * zoom, y: y - dy * zoom, zoom };
}

/** How far a stretch sticks out of another; from middle to middle where it is longer. */
function beyond(at: number, length: number, from: number, room: number): number {
  if (length > room) return at + length / 2 - from - room / 2;
  return Math.min(0, at - from) + Math.max(0, at + length - from - room);
}
