/** The scene as an SVG picture: the same boxes, ports and curves as on the screen, all of them. */

import { drawEdge, type Pen } from './edge-line';
import { grow, type Point, union } from './geometry';
import { buildIndex } from './grid';
import { isNested, STACK } from './node-box';
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

const MARGIN = 32;
const FONT = "'Segoe UI', system-ui, sans-serif";

export function sceneSvg(scene: Scene, title: string, colours: SvgColours): string {
  const around = union(scene.boxes.values());
  const room = grow(around ?? { x: 0, y: 0, width: 1, height: 1 }, MARGIN);
  const { bowOf } = buildIndex(scene, around);
  const { x, y, width, height } = room;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}" font-family="${FONT}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colours.ground}"/>`,
    ...scene.edges.map((edge) => edgeSvg(edge, bowOf(edge), colours)),
    ...[...scene.boxes.values()].map((box) => boxSvg(box, colours)),
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

function boxSvg(box: Box, colours: SvgColours): string {
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
    ...(box.kind === 'note' ? noteText(box, colours) : words(box, colours)),
    ...box.spots.map((spot) => {
      const look = portLook(spot.port.type);
      const ink = colours.isDark ? look.dark : look.light;
      const inside = spot.port.optional ? colours.card : ink;
      return `<path d="${look.path}" transform="translate(${x + spot.x} ${y + spot.y})" fill="${inside}" stroke="${ink}" stroke-width="1.5"/>`;
    }),
    '</g>',
  ].join('');
}

function words(box: Box, colours: SvgColours): string[] {
  const left = box.x + 16;
  const most = Math.floor((box.width - 32) / 7.2);
  const middle = box.y + box.height * (box.subtitle ? 0.36 : 0.5);
  const lines = [
    `<text x="${left}" y="${middle}" dominant-baseline="central" font-size="14" font-weight="600" fill="${colours.text}">${escaped(cut(box.title, most))}</text>`,
  ];
  if (!box.subtitle) return lines;
  const below = box.y + box.height * 0.68;
  const subtitle = escaped(cut(box.subtitle, Math.floor((box.width - 32) / 6)));
  return [
    ...lines,
    `<text x="${left}" y="${below}" dominant-baseline="central" font-size="12" fill="${colours.faint}">${subtitle}</text>`,
  ];
}

function noteText(box: Box, colours: SvgColours): string[] {
  const most = Math.floor((box.width - 24) / 6.4);
  const rows = Math.floor((box.height - 16) / 17);
  return wrapped(box.title, most)
    .slice(0, rows)
    .map(
      (line, i) =>
        `<text x="${box.x + 12}" y="${box.y + 24 + i * 17}" font-size="12" fill="${colours.text}">${escaped(line)}</text>`,
    );
}

/** Lines of at most so many letters, broken between words where there are any. */
export function wrapped(text: string, most: number): string[] {
  return text.split('\n').flatMap((line) => {
    const rows: string[] = [];
    let row = '';
    for (const word of line.split(' ')) {
      if (row && row.length + word.length >= most) {
        rows.push(row);
        row = word;
      } else row = row ? `${row} ${word}` : word;
    }
    return [...rows, row].map((one) => cut(one, most));
  });
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
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
