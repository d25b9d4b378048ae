/** Reading and changing the settings of a step, which are plain mappings. */

import type { Json, JsonMap, Scalar } from '../../../canvas/core/document';

export function mapIn(map: JsonMap, key: string): JsonMap {
  const value = map[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

export function textIn(map: JsonMap, key: string): string {
  const value = map[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The mapping with one setting changed; without it when the value says nothing. */
export function withSetting(
  map: JsonMap,
  key: string,
  value: Scalar | readonly string[] | JsonMap | null,
): JsonMap {
  const { [key]: _, ...others } = map;
  const isNothing = value === null || value === '' || isEmpty(value);
  return isNothing ? others : { ...others, [key]: value as Json };
}

/**
 * Values that are edited as texts, back in the mapping: a number or boolean that nobody touched
 * stays one. `texts` keeps the order; a value that got another name stands at the same place.
 */
export function withTexts<T extends Json>(
  map: Readonly<Record<string, T>>,
  texts: Readonly<Record<string, string>>,
): Record<string, T | string> {
  const before = Object.entries(map);
  const isSameLength = before.length === Object.keys(texts).length;
  const valueAt = (name: string, i: number) =>
    Object.hasOwn(map, name) ? map[name] : isSameLength ? before[i]?.[1] : undefined;
  return Object.fromEntries(
    Object.entries(texts).map(([name, text], i) => {
      const value = valueAt(name, i);
      return [name, value !== undefined && String(value) === text ? value : text];
    }),
  );
}

function isEmpty(value: Scalar | readonly string[] | JsonMap): boolean {
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** "Store, Brand" as a list of names. */
export function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** The mapping that a text holds as JSON; null when it holds none. Nothing is an empty one. */
export function readMap(text: string): JsonMap | null {
  if (text.trim() === '') return {};
  try {
    const read: unknown = JSON.parse(text);
    const isMap = typeof read === 'object' && read !== null && !Array.isArray(read);
    return isMap ? (read as JsonMap) : null;
  } catch {
    return null;
  }
}
