/** A note's Markdown as lines of plain text, for pictures and for where a note is drawn, not rendered. */

import type { Size } from './viewport';

export interface NoteLine {
  text: string;
  isTitle: boolean;
}

export const NOTE_PADDING = 12;
export const NOTE_LINE = 17;
const LETTER = 6.4;
const BOLD_LETTER = 7.2;

export function noteLines(markdown: string, { width, height }: Size): NoteLine[] {
  const room = width - 2 * NOTE_PADDING;
  const most = Math.max(0, Math.floor((height - 16) / NOTE_LINE));
  const lines: NoteLine[] = [];
  for (const raw of markdown.split('\n')) {
    if (lines.length >= most) break;
    if (/^\s*(```|~~~)/.test(raw)) continue;
    const isTitle = /^\s*#{1,6}\s/.test(raw);
    const letters = Math.floor(room / (isTitle ? BOLD_LETTER : LETTER));
    for (const text of wrapped(plain(raw), letters)) lines.push({ text, isTitle });
  }
  return lines.slice(0, most);
}

/** A line without the signs that only say how it looks. */
function plain(line: string): string {
  return line
    .replace(/^\s*#{1,6}\s+/, '')
    .replace(/^\s*>\s?/, '')
    .replace(/^(\s*)[-*+] \[ \] /, '$1☐ ')
    .replace(/^(\s*)[-*+] \[[xX]\] /, '$1☑ ')
    .replace(/^(\s*)[-*+] /, '$1• ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
    .replace(/`([^`]+)`/g, '$1');
}

/** Lines of at most so many letters, broken between words where there are any. */
export function wrapped(text: string, most: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ')) {
    if (row && row.length + word.length >= most) {
      rows.push(row);
      row = word;
    } else row = row ? `${row} ${word}` : word;
  }
  return [...rows, row].map((one) => cut(one, most));
}

export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}
