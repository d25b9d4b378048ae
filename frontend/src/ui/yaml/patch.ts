/**
 * Brings a YAML text to another content while keeping what people wrote: comments, order, blank
 * lines and quotes of everything that did not change stay as they are.
 */

import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  stringify,
  type YAMLMap,
} from 'yaml';

export type Plain = null | string | number | boolean | Plain[] | { [key: string]: Plain };
type PlainMap = { [key: string]: Plain };

interface Reader {
  text: string;
  document: Document;
}

interface Edit {
  from: number;
  to: number;
  text: string;
}

const STEP = 2;

/**
 * `text` with the content `wanted`; null when that cannot be done without writing it anew. Both say
 * more than people write (a type where there is only one): with `said`, what `wanted` would be for
 * the text as it is, only what differs between the two is changed.
 */
export function patched(
  text: string,
  wanted: PlainMap,
  said: PlainMap | null = null,
): string | null {
  const document = parseDocument(text, { keepSourceTokens: true, strict: false });
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  const edits: Edit[] = [];
  const told = said === null ? wanted : brought(plainOf(document.contents, document), said, wanted);
  if (!isPlainMap(told)) return null;
  const reader = { text, document };
  if (!change(reader, document.contents as YAMLMap, told, 0, edits)) return null;
  const result = edited(text, edits);
  const check = parseDocument(result);
  return check.errors.length === 0 && alike(check.toJS(), told) ? result : null;
}

/** Where each key stands: [from, to] of its value, by path joined with dots. */
function change(
  reader: Reader,
  map: YAMLMap,
  wanted: PlainMap,
  indent: number,
  edits: Edit[],
): boolean {
  // What is written in braces, or brought in by an anchor, is not taken apart.
  if (map.flow || map.anchor) return false;
  const { text } = reader;
  const pairs = map.items.map((pair) => spotOf(reader, pair));
  if (pairs.some((one) => one === null)) return false;
  const spots = pairs.flatMap((one) => one ?? []);
  const renamed = renames(spots, wanted);
  const known = new Map(spots.map((one) => [renamed.get(one) ?? one.key, one]));
  for (const spot of spots) {
    const key = renamed.get(spot) ?? spot.key;
    if (!Object.hasOwn(wanted, key)) {
      edits.push({ from: spot.leadFrom, to: spot.to, text: '' });
      continue;
    }
    const value = wanted[key] ?? null;
    const inner: Edit[] = [];
    const isSame = alike(spot.value, value);
    if (!isSame && !changePair(reader, { ...spot, key }, value, indent, inner)) return false;
    if (renamed.has(spot) && !inner.some((one) => one.from <= spot.keyFrom)) {
      edits.push({ from: spot.keyFrom, to: spot.keyTo, text: keyLine(key) });
    }
    edits.push(...inner);
  }
  const [first] = spots;
  const isFirstKept = first !== undefined && Object.hasOwn(wanted, renamed.get(first) ?? first.key);
  // What comes first stays first, with the comment above it: it may be about all that follows.
  let at = (isFirstKept ? first.to : first?.leadFrom) ?? text.length;
  for (const [key, value] of Object.entries(wanted)) {
    const spot = known.get(key);
    if (spot) {
      at = spot.to;
      continue;
    }
    const isEnded = at === 0 || text[at - 1] === '\n';
    edits.push({ from: at, to: at, text: `${isEnded ? '' : '\n'}${block(key, value, indent)}` });
  }
  return true;
}

/** Keys that are gone and stand there under another name: what is written about them goes along. */
function renames(spots: readonly PairSpot[], wanted: PlainMap): Map<PairSpot, string> {
  const keys = new Set(spots.map((one) => one.key));
  const gone = spots.filter((one) => !Object.hasOwn(wanted, one.key));
  const fresh = Object.keys(wanted).filter((key) => !keys.has(key));
  const found = new Map<PairSpot, string>();
  for (const spot of gone) {
    const at = fresh.findIndex((key) => isMostlyAlike(spot.value, wanted[key] ?? null));
    const [key] = at < 0 ? [] : fresh.splice(at, 1);
    if (key !== undefined) found.set(spot, key);
  }
  return found;
}

/** Mappings of which at least half the entries are the same. Of single values nobody can tell. */
function isMostlyAlike(one: Plain, other: Plain): boolean {
  if (!isPlainMap(one) || !isPlainMap(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const shared = [...keys].filter((key) => alike(one[key], other[key]));
  return shared.length > 0 && shared.length * 2 >= keys.size;
}

interface PairSpot {
  key: string;
  value: Plain;
  node: unknown;
  /** The start of the line, with the comment lines right above it. */
  leadFrom: number;
  from: number;
  keyFrom: number;
  keyTo: number;
  /** After the last line that belongs to it. */
  to: number;
  valueFrom: number;
  valueTo: number;
}

function spotOf({ text, document }: Reader, pair: Pair): PairSpot | null {
  const { key, value } = pair as Pair<Scalar, { range?: [number, number, number] } | null>;
  if (!isScalar(key) || !key.range || !value?.range) return null;
  const from = lineStart(text, key.range[0]);
  // A key after a dash, or in a line of others, is not alone in its lines.
  if (text.slice(from, key.range[0]).trim() !== '') return null;
  const [valueFrom, valueTo] = value.range;
  const to = lineEnd(text, Math.max(valueTo > valueFrom ? valueTo - 1 : valueTo, key.range[1]));
  const plain = plainOf(value as Node, document);
  return {
    key: String(key.value),
    value: plain,
    node: value,
    leadFrom: commentsAbove(text, from),
    from,
    keyFrom: key.range[0],
    keyTo: key.range[1],
    to,
    valueFrom,
    valueTo,
  };
}

function changePair(
  reader: Reader,
  spot: PairSpot,
  value: Plain,
  indent: number,
  edits: Edit[],
): boolean {
  const { text } = reader;
  if (isMap(spot.node) && isPlainMap(value) && Object.keys(value).length > 0) {
    const inner: Edit[] = [];
    const map = spot.node as YAMLMap;
    const own = map.items[0] ? columnOf(text, spotOf(reader, map.items[0])) : indent + STEP;
    if (map.items.length > 0 && change(reader, map, value, own, inner)) {
      edits.push(...inner);
      return true;
    }
  }
  const line = oneLine(value, spot.node);
  const isInline = !text.slice(spot.valueFrom, spot.valueTo).includes('\n');
  if (line !== null && isInline && spot.valueTo > spot.valueFrom) {
    edits.push({ from: spot.valueFrom, to: spot.valueTo, text: line });
    return true;
  }
  edits.push({ from: spot.from, to: spot.to, text: block(spot.key, value, indent) });
  return true;
}

function columnOf(text: string, spot: PairSpot | null): number {
  if (!spot) return 0;
  const line = text.slice(spot.from);
  return line.length - line.trimStart().length;
}

/** A value in place of another in its line: a single one, or one in braces like the other. */
function oneLine(value: Plain, before: unknown): string | null {
  const isSingle = typeof value !== 'object' || value === null;
  const isAlike = isSingle ? isScalar(before) : isCollection(before) && before.flow === true;
  if (!isAlike) return null;
  const written = stringify(value, {
    lineWidth: 0,
    collectionStyle: isSingle ? 'any' : 'flow',
  }).trimEnd();
  return written.includes('\n') ? null : written;
}

function keyLine(key: string): string {
  return stringify(key, { lineWidth: 0 }).trimEnd();
}

function block(key: string, value: Plain, indent: number): string {
  const written = stringify({ [key]: value }, { lineWidth: 0, indent: STEP });
  const pad = ' '.repeat(indent);
  return written
    .trimEnd()
    .split('\n')
    .map((line) => (line ? pad + line : line))
    .join('\n')
    .concat('\n');
}

function plainOf(node: Node, document: Document): Plain {
  const meant = isAlias(node) ? node.resolve(document) : node;
  return JSON.parse(JSON.stringify(meant?.toJS(document) ?? null));
}

/** What a text says, with what differs between two states that say all of it. */
function brought(text: Plain, said: Plain | undefined, wanted: Plain): Plain {
  if (alike(said, wanted)) return text;
  if (!isPlainMap(text) || !isPlainMap(said ?? null) || !isPlainMap(wanted)) return wanted;
  const before = said as PlainMap;
  const kept = Object.entries(text).flatMap(([key, value]): [string, Plain][] => {
    const next = wanted[key];
    if (next !== undefined) return [[key, brought(value, before[key], next)]];
    return Object.hasOwn(before, key) ? [] : [[key, value]];
  });
  const added = Object.entries(wanted).filter(
    ([key, value]) => !Object.hasOwn(text, key) && !alike(before[key], value),
  );
  return Object.fromEntries([...kept, ...added]);
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** Comment lines right above a line, without a blank line between, belong to it. */
function commentsAbove(text: string, from: number): number {
  let start = from;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!/^\s*#/.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}

function edited(text: string, edits: readonly Edit[]): string {
  let result = text;
  const ordered = edits.map((edit, i) => ({ ...edit, i }));
  ordered.sort((a, b) => b.from - a.from || b.to - a.to || b.i - a.i);
  for (const { from, to, text: put } of ordered) {
    result = result.slice(0, from) + put + result.slice(to);
  }
  return result;
}

function isPlainMap(value: Plain): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Equal as plain data, whatever the order of keys. */
function alike(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const a = one as Record<string, unknown>;
  const b = other as Record<string, unknown>;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && alike(a[key], b[key]))
  );
}
