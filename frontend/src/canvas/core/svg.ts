/** The scene as an SVG picture: the same boxes, ports and lines as on the screen, all of them. */

import { drawEdge, onEdge, type Pen } from './edge-line';
import { grow, type Point, union } from './geometry';
import { buildIndex } from './grid';
import { isNested, STACK } from './node-box';
import { cut, NOTE_LINE, NOTE_PADDING, noteLines } from './note-lines';
import { portLook } from './port-shape';
import type { Box, Edge, Scene } from './scene';

export interface SvgColours {
  ground: string;
  card: string;
  line: string;
  text: string;
  faint: string;
  warning: string;
  note: string;
  isDark: boolean;
}

/** What a job says about a step. */
export interface SvgMark {
  colour: string;
  /** A path in a square of 16. */
  icon: string;
  words: string;
  /** A duration, say. */
  text?: string | undefined;
}

const MARGIN = 32;
/** What a mark takes of a card's width. */
const MARK = 48;
const FONT = "'Segoe UI', system-ui, sans-serif";

export function sceneSvg(
  scene: Scene,
  title: string,
  colours: SvgColours,
  marks: Readonly<Record<string, SvgMark>> = {},
): string {
  const around = union(scene.boxes.values());
  const room = grow(around ?? { x: 0, y: 0, width: 1, height: 1 }, MARGIN);
  const { bowOf } = buildIndex(scene, around);
  const { x, y, width, height } = room;
  const boxes = [...scene.boxes.values()];
  const isNote = ({ kind }: Box) => kind === 'note';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}" font-family="${FONT}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colours.ground}"/>`,
    ...boxes.filter(isNote).map((box) => boxSvg(box, colours)),
    ...scene.edges.map((edge) => edgeSvg(edge, bowOf(edge), colours)),
    ...scene.edges.flatMap((edge) => labelSvg(edge, bowOf(edge), colours)),
    ...boxes.filter((box) => !isNote(box)).map((box) => boxSvg(box, colours, marks[box.id])),
    '</svg>',
    '',
  ].join('\n');
}

function edgeSvg(
  { from, to, isDoubtful, isDashed }: Edge,
  bow: number,
  colours: SvgColours,
): string {
  const d = edgePath(from, to, bow);
  const colour = isDoubtful ? colours.warning : colours.line;
  const dash = isDoubtful || isDashed ? ' stroke-dasharray="6 4"' : '';
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="1.5"${dash}/>`;
}

/** The words on a line of control flow. */
function labelSvg({ from, to, label }: Edge, bow: number, colours: SvgColours): string[] {
  if (label === undefined) return [];
  const { x, y } = onEdge(from, to, 0.5, bow);
  const width = label.length * 6.6 + 12;
  return [
    `<rect x="${x - width / 2}" y="${y - 9}" width="${width}" height="18" fill="${colours.ground}"/>`,
    `<text x="${x}" y="${y}" text-anchor="middle" dominant-baseline="central" font-size="12" fill="${colours.faint}">${escaped(label)}</text>`,
  ];
}

function edgePath(from: Point, to: Point, bow: number): string {
  let d = '';
  const write =
    (letter: string) =>
    (...numbers: number[]) => {
      d += letter + numbers.join(' ');
    };
  const pen: Pen = {
    moveTo: write('M'),
    lineTo: write('L'),
    bezierCurveTo: write('C'),
    quadraticCurveTo: write('Q'),
  };
  drawEdge(pen, from, to, bow);
  return d;
}

function boxSvg(box: Box, colours: SvgColours, mark?: SvgMark): string {
  const { x, y, width, height } = box;
  const radius = box.kind === 'step' ? 6 : box.kind === 'note' ? 3 : height / 2;
  const fill = box.kind === 'note' ? colours.note : colours.card;
  const dash = box.isKnown ? '' : ' stroke-dasharray="4 3"';
  const sheet = (by: number) =>
    `<rect x="${x + by}" y="${y + by}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" stroke="${colours.line}"${dash}/>`;
  return [
    '<g>',
    ...(isNested(box) ? [sheet(STACK)] : []),
    sheet(0),
    // What is too long for this machine's letters is cut at the border.
    `<svg x="${x}" y="${y}" width="${width}" height="${height}">`,
    ...(box.kind === 'note' ? noteText(box, colours) : words(box, colours, mark ? MARK : 0)),
    '</svg>',
    ...(mark ? [markSvg(box, mark, colours)] : []),
    ...box.spots.map((spot) => {
      const look = portLook(spot.port.type);
      const ink = colours.isDark ? look.dark : look.light;
      const inside = spot.port.optional ? colours.card : ink;
      return `<path d="${look.path}" transform="translate(${x + spot.x} ${y + spot.y})" fill="${inside}" stroke="${ink}" stroke-width="1.5"/>`;
    }),
    '</g>',
  ].join('');
}

function words(box: Box, colours: SvgColours, taken: number): string[] {
  const left = 16;
  const room = box.width - 2 * left - taken;
  const middle = box.height * (box.subtitle ? 0.36 : 0.5);
  const lines = [
    `<text x="${left}" y="${middle}" dominant-baseline="central" font-size="14" font-weight="600" fill="${colours.text}">${escaped(cut(box.title, Math.floor(room / 7.2)))}</text>`,
  ];
  if (!box.subtitle) return lines;
  const below = box.height * 0.68;
  const subtitle = escaped(cut(box.subtitle, Math.floor(room / 6)));
  return [
    ...lines,
    `<text x="${left}" y="${below}" dominant-baseline="central" font-size="12" fill="${colours.faint}">${subtitle}</text>`,
  ];
}

function markSvg({ x, y, width, height }: Box, mark: SvgMark, colours: SvgColours): string {
  const right = x + width - 12;
  const top = y + height * (mark.text ? 0.36 : 0.5) - 8;
  return [
    `<g><title>${escaped(mark.words)}</title>`,
    `<rect x="${x}" y="${y + 8}" width="4" height="${height - 16}" rx="2" fill="${mark.colour}"/>`,
    `<path d="${mark.icon}" transform="translate(${right - 16} ${top})" fill="${mark.colour}"/>`,
    mark.text
      ? `<text x="${right}" y="${y + height * 0.68}" text-anchor="end" dominant-baseline="central" font-size="10" fill="${colours.faint}">${escaped(mark.text)}</text>`
      : '',
    '</g>',
  ].join('');
}

function noteText(box: Box, colours: SvgColours): string[] {
  return noteLines(box.title, box).map(
    ({ text, isTitle }, i) =>
      `<text x="${NOTE_PADDING}" y="${24 + i * NOTE_LINE}" font-size="12"${isTitle ? ' font-weight="600"' : ''} fill="${colours.text}">${escaped(text)}</text>`,
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text for XML; characters that XML cannot hold are left out. */
function escaped(text: string): string {
  return [...text]
    .filter((one) => one >= ' ' || one === '\n')
    .join('')
    .replace(/[&<>"]/g, (one) => ESCAPES[one] ?? one);
}
