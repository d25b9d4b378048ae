/** What a JSON Schema says about a place in a YAML text: keys, values, words. */

import type { Path } from './paths';

export interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  type?: string | string[];
  description?: string;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  enum?: string[];
}

/** All schemas that may hold at a path; none where the language says nothing. */
export function schemasAt(root: JsonSchema, path: Path): JsonSchema[] {
  let current = opened(root, root);
  for (const key of path) {
    current = current.flatMap((one) => {
      const found =
        one.properties && Object.hasOwn(one.properties, key)
          ? one.properties[key]
          : one.additionalProperties;
      return typeof found === 'object' ? opened(root, found) : [];
    });
  }
  return current;
}

/** Through references and alternatives; what a reference stands beside (its description) is kept. */
function opened(root: JsonSchema, schema: JsonSchema): JsonSchema[] {
  const { description } = schema;
  if (schema.$ref) {
    const name = decodeURIComponent(schema.$ref.replace('#/$defs/', ''));
    const target = root.$defs?.[name];
    const found = target ? opened(root, target) : [];
    return description ? found.map((one) => ({ ...one, description })) : found;
  }
  if (schema.anyOf) {
    return schema.anyOf
      .flatMap((one) => opened(root, one))
      .map((one) => (description ? { ...one, description } : one));
  }
  return [schema];
}

export interface KeyChoice {
  name: string;
  words: string;
  detail: string;
  /** What stands below it, on lines of its own. */
  opens: 'mapping' | 'list' | null;
}

export function keysAt(root: JsonSchema, path: Path): KeyChoice[] {
  const found = new Map<string, KeyChoice>();
  for (const one of schemasAt(root, path)) {
    for (const name of Object.keys(one.properties ?? {})) {
      const inner = schemasAt(root, [...path, name]);
      found.set(name, {
        name,
        words: wordsOf(inner),
        detail: detailOf(inner),
        opens: opensWith(inner),
      });
    }
  }
  return [...found.values()];
}

function opensWith(schemas: readonly JsonSchema[]): KeyChoice['opens'] {
  const isEach = (type: string) => schemas.length > 0 && schemas.every((one) => one.type === type);
  return isEach('object') ? 'mapping' : isEach('array') ? 'list' : null;
}

export function valuesAt(root: JsonSchema, path: Path): string[] {
  return schemasAt(root, path).flatMap((one) =>
    one.type === 'boolean' ? ['true', 'false'] : (one.enum ?? []),
  );
}

export function hoverAt(root: JsonSchema, path: Path): { words: string; detail: string } | null {
  const found = schemasAt(root, path);
  const words = wordsOf(found);
  const detail = detailOf(found);
  return words || detail ? { words, detail } : null;
}

function wordsOf(schemas: readonly JsonSchema[]): string {
  return schemas.find((one) => one.description)?.description ?? '';
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'mapping',
  array: 'list',
  boolean: 'true or false',
  number: 'number',
  integer: 'whole number',
};

function detailOf(schemas: readonly JsonSchema[]): string {
  const kinds = schemas.flatMap((one) => {
    if (one.enum) return one.enum.length > 6 ? 'one of several' : one.enum.join(' | ');
    return [one.type ?? []].flat().map((type) => NOUNS[type] ?? type);
  });
  return [...new Set(kinds)].join(', ');
}
