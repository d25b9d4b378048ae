/**
 * Where each key stands in a YAML text, by indentation alone: it works while the text is half typed
 * and no parser would take it.
 */

export type Path = readonly string[];

export interface KeyLine {
  path: Path;
  /** From 0. */
  line: number;
  indent: number;
  /** Offsets in the line. */
  keyFrom: number;
  keyTo: number;
  /** Where the value begins; the end of the line when there is none. */
  valueFrom: number;
}

const KEY =
  /^(\s*)((?:- +)*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#:"'[\]{},&*!|>%@`-][^:#]*?|-?[^\s:#"'[\]{},]+?)\s*:(?=\s|$)/;
const BLOCK = /[:\s][|>][-+0-9]*\s*(?:#.*)?$/;

/** Every line that begins with a key, in order; the text of blocks is passed over. */
export function keyLines(text: string): KeyLine[] {
  const found: KeyLine[] = [];
  const above: { key: string; indent: number }[] = [];
  let block: number | null = null;
  for (const [line, written] of text.split('\n').entries()) {
    const indent = written.length - written.trimStart().length;
    if (block !== null && (written.trim() === '' || indent > block)) continue;
    block = null;
    const match = KEY.exec(written);
    if (!match || written.trimStart().startsWith('#')) continue;
    const [all, spaces = '', dashes = '', quoted = ''] = match;
    const at = spaces.length + dashes.length;
    while (above.length > 0 && (above.at(-1)?.indent ?? 0) >= at) above.pop();
    const key = unquoted(quoted);
    above.push({ key, indent: at });
    const rest = written.slice(all.length);
    found.push({
      path: above.map((one) => one.key),
      line,
      indent: at,
      keyFrom: at,
      keyTo: at + quoted.length,
      valueFrom: all.length + (rest.length - rest.trimStart().length),
    });
    if (BLOCK.test(written)) block = at;
  }
  return found;
}

function unquoted(key: string): string {
  const isQuoted = /^(".*"|'.*')$/.test(key);
  return isQuoted ? key.slice(1, -1) : key.trim();
}

/** The line of the deepest part of a path that is in the text; null when not even its first is. */
export function lineOfPath(lines: readonly KeyLine[], path: Path): KeyLine | null {
  for (let length = path.length; length > 0; length--) {
    const wanted = path.slice(0, length);
    const found = lines.find(
      (one) => one.path.length === length && one.path.every((key, i) => key === wanted[i]),
    );
    if (found) return found;
  }
  return null;
}

/** The lines of a key and of what it holds, from 0, both included; null when it is not in the text. */
export function blockOf(text: string, path: Path): { from: number; to: number } | null {
  const lines = keyLines(text);
  const at = lineOfPath(lines, path);
  if (at === null || at.path.length !== path.length) return null;
  const next = lines.find((one) => one.line > at.line && one.indent <= at.indent);
  const written = text.split('\n');
  let to = (next?.line ?? written.length) - 1;
  // Comments and blank lines before the next key belong to that one.
  while (to > at.line && /^\s*(#|$)/.test(written[to] ?? '')) to--;
  return { from: at.line, to };
}

export interface Spot {
  /** An expression is what stands behind `${{`. */
  kind: 'key' | 'value' | 'expression';
  /** Keys above; for a value or an expression, its own key too. */
  path: Path;
  /** What is typed already, from `from` on in the text. */
  typed: string;
  from: number;
  /** Other keys of the same mapping. */
  siblings: readonly string[];
}

/** What could be typed at a place; null inside comments. */
export function spotAt(text: string, offset: number): Spot | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  if (/(^|\s)#/.test(before)) return null;
  const lines = keyLines(text);
  const lineNumber = text.slice(0, start).split('\n').length - 1;
  const inBraces = /\$\{\{\s*([^\s{}]*)$/.exec(before)?.[1];
  if (inBraces !== undefined) {
    const path = lines.findLast((one) => one.line <= lineNumber)?.path ?? [];
    const from = offset - inBraces.length;
    return { kind: 'expression', path, typed: inBraces, from, siblings: [] };
  }
  const value = /^(\s*(?:- +)*)([^\s:#][^:#]*?):\s+(.*)$/.exec(before);
  if (value) {
    const here = lines.find((one) => one.line === lineNumber);
    const typed = value[3] ?? '';
    return here
      ? { kind: 'value', path: here.path, typed, from: offset - typed.length, siblings: [] }
      : null;
  }
  const typing = /^(\s*(?:- +)*)([^\s:#]*)$/.exec(before);
  if (!typing) return null;
  const indent = (typing[1] ?? '').length;
  const parent = parentOf(lines, lineNumber, indent);
  const typed = typing[2] ?? '';
  const siblings = lines.filter(
    (one) =>
      one.line !== lineNumber &&
      one.path.length === parent.length + 1 &&
      parent.every((key, i) => key === one.path[i]),
  );
  return {
    kind: 'key',
    path: parent,
    typed,
    from: offset - typed.length,
    siblings: siblings.map((one) => one.path.at(-1) ?? ''),
  };
}

/** The mapping that a line of this indentation belongs to. */
function parentOf(lines: readonly KeyLine[], line: number, indent: number): Path {
  for (let i = lines.length - 1; i >= 0; i--) {
    const one = lines[i];
    if (one && one.line < line && one.indent < indent) return one.path;
  }
  return [];
}
