/** What a YAML text says by path, read from its lines alone: half typed texts answer, too. */

import { keyLines, type Path } from './paths';

export class TextFacts {
  private readonly values = new Map<string, string>();
  private readonly below = new Map<string, string[]>();

  constructor(text: string) {
    const written = text.split('\n');
    for (const { path, line, valueFrom } of keyLines(text)) {
      const parent = idOf(path.slice(0, -1));
      const names = this.below.get(parent) ?? [];
      names.push(path.at(-1) ?? '');
      this.below.set(parent, names);
      this.values.set(idOf(path), withoutComment(written[line]?.slice(valueFrom) ?? ''));
    }
  }

  /** What stands behind a key, without quotes; null where there is no such key. */
  value(path: Path): string | null {
    const own = this.values.get(idOf(path));
    if (own !== undefined || path.length === 0) return own === undefined ? null : unquoted(own);
    return partsOf(this.value(path.slice(0, -1)) ?? '').get(path.at(-1) ?? '') ?? null;
  }

  /** The keys below one, also of a mapping in braces on one line. */
  keys(path: Path): string[] {
    return [...(this.below.get(idOf(path)) ?? []), ...partsOf(this.value(path) ?? '').keys()];
  }
}

function idOf(path: Path): string {
  return path.join('\n');
}

function withoutComment(value: string): string {
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(value)?.[0];
  return quoted ?? value.replace(/(^|\s)#.*$/, '').trim();
}

function unquoted(value: string): string {
  return /^(".*"|'.*')$/.test(value) ? value.slice(1, -1) : value;
}

/** `{a: 1, b: {c: 2}}`: what stands at a and at b. */
function partsOf(value: string): Map<string, string> {
  const found = new Map<string, string>();
  if (!value.startsWith('{')) return found;
  for (const part of itemsOf(value)) {
    const colon = part.indexOf(':');
    if (colon > 0) {
      found.set(unquoted(part.slice(0, colon).trim()), unquoted(part.slice(colon + 1).trim()));
    }
  }
  return found;
}

/** What stands between the commas of `[…]` or `{…}` on one line. */
export function itemsOf(value: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 1;
  for (let i = 1; i < value.length; i++) {
    const char = value.charAt(i);
    if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '{' || char === '[') depth++;
    else if ((char === ',' && depth === 0) || ((char === '}' || char === ']') && --depth < 0)) {
      parts.push(value.slice(from, i).trim());
      from = i + 1;
    }
  }
  return parts.filter((one) => one !== '');
}
