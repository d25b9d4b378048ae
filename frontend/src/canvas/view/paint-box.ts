/** A box drawn on the canvas: as much of the card as can be read at this zoom. */

import type { Point } from '../core/geometry';
import { isNested, STACK } from '../core/node-box';
import { NOTE_LINE, NOTE_PADDING, noteLines } from '../core/note-lines';
import { portLook } from '../core/port-shape';
import type { Box } from '../core/scene';
import type { Colours } from './colours';
import type { GraphEngine } from './engine';
import type { PaintInput } from './painter';
import { statusColour } from './status-look';

const FONT = '"Segoe UI", system-ui, sans-serif';
const paths = new Map<string, Path2D>();

/** Rectangles only, one fill for each colour. */
export function paintFar(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  boxes: readonly Box[],
  input: PaintInput,
): void {
  const groups = new Map<string, Box[]>();
  for (const box of boxes) {
    const colour = farColour(engine, box, input);
    const group = groups.get(colour);
    if (group) group.push(box);
    else groups.set(colour, [box]);
  }
  for (const [colour, group] of groups) {
    context.fillStyle = colour;
    for (const box of group) {
      const { x, y, width, height } = engine.rect(box);
      context.fillRect(x, y, width, height);
    }
  }
}

function farColour(
  engine: GraphEngine,
  box: Box,
  { overlay, problems, colours }: PaintInput,
): string {
  if (engine.selection.has(box.id)) return colours.brand;
  const status = overlay[box.id]?.status;
  if (status && status !== 'NotStarted') return statusColour(status, colours);
  if (problems[box.id]?.errors) return colours.danger;
  return box.kind === 'note' ? colours.note : colours.faint;
}

export function paintCard(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  box: Box,
  input: PaintInput,
): void {
  const { colours } = input;
  const rect = engine.rect(box);
  const isSelected = engine.selection.has(box.id);
  const radius = box.kind === 'step' ? 6 : box.kind === 'note' ? 3 : rect.height / 2;
  context.fillStyle = box.kind === 'note' ? colours.note : colours.card;
  context.lineWidth = isSelected ? 2 : 1;
  context.strokeStyle = isSelected ? colours.brand : colours.line;
  for (const by of isNested(box) ? [STACK, 0] : [0]) {
    context.beginPath();
    context.roundRect(rect.x + by, rect.y + by, rect.width, rect.height, radius);
    context.fill();
    context.stroke();
  }
  context.textAlign = 'start';
  if (box.kind === 'note') {
    paintNote(context, box, rect, colours);
    return;
  }
  paintStatus(context, box, rect, input);
  paintText(context, box, rect, engine.viewport.zoom, colours);
  if (engine.viewport.zoom >= 0.35) paintPorts(context, box, rect, colours);
}

function paintStatus(
  context: CanvasRenderingContext2D,
  box: Box,
  rect: { x: number; y: number; height: number },
  { overlay, problems, colours }: PaintInput,
): void {
  const status = overlay[box.id]?.status;
  const colour = status
    ? statusColour(status, colours)
    : problems[box.id]?.errors
      ? colours.danger
      : null;
  if (!colour) return;
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(rect.x, rect.y + 8, 4, rect.height - 16, 2);
  context.fill();
}

/** What a note says, where it is not DOM. */
function paintNote(
  context: CanvasRenderingContext2D,
  { title, width, height }: Box,
  { x, y }: Point,
  colours: Colours,
): void {
  context.fillStyle = colours.text;
  context.textBaseline = 'alphabetic';
  for (const [i, { text, isTitle }] of noteLines(title, { width, height }).entries()) {
    context.font = `${isTitle ? 600 : 400} 12px ${FONT}`;
    context.fillText(text, x + NOTE_PADDING, y + 24 + i * NOTE_LINE);
  }
}

/** The paper of notes that are DOM: lines and boxes come over it, their words over those. */
export function paintPaper(
  context: CanvasRenderingContext2D,
  engine: GraphEngine,
  note: Box,
  colours: Colours,
): void {
  const { x, y, width, height } = engine.rect(note);
  context.fillStyle = colours.note;
  context.fillRect(x, y, width, height);
}

function paintText(
  context: CanvasRenderingContext2D,
  box: Box,
  rect: { x: number; y: number; width: number; height: number },
  zoom: number,
  colours: Colours,
): void {
  const left = rect.x + (box.kind === 'step' ? 40 : 36);
  const room = rect.width - (box.kind === 'step' ? 52 : 52);
  context.textBaseline = 'middle';
  context.fillStyle = colours.text;
  context.font = `600 14px ${FONT}`;
  const isSmall = zoom < 0.4 || box.subtitle === '';
  context.fillText(
    clipped(box.title, room, 7.4),
    left,
    rect.y + rect.height * (isSmall ? 0.5 : 0.36),
  );
  if (isSmall) return;
  context.fillStyle = colours.faint;
  context.font = `400 12px ${FONT}`;
  context.fillText(clipped(box.subtitle, room, 6.2), left, rect.y + rect.height * 0.66);
}

/** Cut by an average width of a letter: measuring thousands of texts would cost more than it gives. */
function clipped(text: string, room: number, letter: number): string {
  const most = Math.max(3, Math.floor(room / letter));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function paintPorts(
  context: CanvasRenderingContext2D,
  box: Box,
  rect: { x: number; y: number },
  colours: Colours,
): void {
  for (const spot of box.spots) {
    const look = portLook(spot.port.type);
    context.save();
    context.translate(rect.x + spot.x, rect.y + spot.y);
    context.fillStyle = spot.port.optional ? colours.card : colours.isDark ? look.dark : look.light;
    context.strokeStyle = colours.isDark ? look.dark : look.light;
    context.lineWidth = 1.5;
    const path = pathOf(look.path);
    context.fill(path);
    context.stroke(path);
    context.restore();
  }
}

function pathOf(text: string): Path2D {
  const known = paths.get(text);
  if (known) return known;
  const path = new Path2D(text);
  paths.set(text, path);
  return path;
}
