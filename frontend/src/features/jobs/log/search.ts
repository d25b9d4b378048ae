// Searching a log in slices, so that a million lines never hold the page still.
import { stripAnsi } from './ansi';
import type { LogBuffer } from './buffer';

const SLICE_LINES = 20_000;

export type Pattern = { regex: RegExp; error: null } | { regex: null; error: string | null };

/** The typed text as a pattern: a regular expression, or the words as they stand. */
export function compile(text: string, isRegex: boolean, matchCase: boolean): Pattern {
  if (text === '') return { regex: null, error: null };
  const source = isRegex ? text : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  try {
    return { regex: new RegExp(source, matchCase ? 'g' : 'gi'), error: null };
  } catch (error) {
    return { regex: null, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Numbers of matching lines from `from` on; yields after each slice. */
export function* searchLines(
  buffer: LogBuffer,
  regex: RegExp,
  from: number,
): Generator<{ found: number[]; reached: number }> {
  const test = new RegExp(regex.source, regex.flags.replace('g', ''));
  for (let start = from; start < buffer.lineCount; start += SLICE_LINES) {
    const end = Math.min(start + SLICE_LINES, buffer.lineCount);
    const found: number[] = [];
    for (let index = start; index < end; index += 1) {
      if (test.test(stripAnsi(buffer.line(index)))) found.push(index);
    }
    yield { found, reached: end };
  }
}

export interface Piece {
  text: string;
  hit: boolean;
}

/** Cuts a text at its matches. */
export function highlightPieces(text: string, regex: RegExp): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(regex)) {
    if (match[0] === '') continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), hit: false });
    pieces.push({ text: match[0], hit: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false });
  return pieces;
}

/** The first match at or after a line, by binary search; wraps around at the end. */
export function nextMatch(matches: readonly number[], line: number): number {
  let low = 0;
  let high = matches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((matches[middle] ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low === matches.length ? 0 : low;
}
