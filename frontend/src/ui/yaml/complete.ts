/** Completion and hover for YAML, from a schema and from the names that the studio knows. */

import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { hoverTooltip, type Tooltip } from '@codemirror/view';
import { keyLines, type Path, spotAt } from './paths';
import { hoverAt, type JsonSchema, keysAt, valuesAt } from './schema';

/** What only the studio knows: components, computes, a component's inputs. */
export interface Names {
  keys(path: Path): readonly string[];
  values(path: Path): readonly string[] | Promise<readonly string[]>;
}

export const NO_NAMES: Names = { keys: () => [], values: () => [] };

export interface Language {
  schema: JsonSchema | null;
  names: Names;
}

export function completion(language: () => Language) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const spot = spotAt(context.state.doc.toString(), context.pos);
    if (!spot || (!context.explicit && !spot.typed && spot.kind === 'key')) return null;
    const options = await optionsAt(language(), spot);
    const validFor = spot.kind === 'key' ? /^[^\s:]*$/ : /^[^\s]*$/;
    return options.length > 0 ? { from: spot.from, options, validFor } : null;
  };
}

export async function optionsAt(
  { schema, names }: Language,
  spot: NonNullable<ReturnType<typeof spotAt>>,
): Promise<Completion[]> {
  if (spot.kind === 'value') {
    const allowed = schema ? valuesAt(schema, spot.path) : [];
    const known = await names.values(spot.path);
    return [...new Set([...allowed, ...known])].map((label) => ({ label, type: 'constant' }));
  }
  const taken = new Set(spot.siblings);
  const said = schema ? keysAt(schema, spot.path) : [];
  const own = names.keys(spot.path).map((name) => ({ name, words: '', detail: '', isOpen: false }));
  return [...own, ...said]
    .filter(({ name }) => !taken.has(name) || name === spot.typed)
    .map(({ name, words, detail, isOpen }, i) => ({
      label: name,
      type: 'property',
      // Names of this very pipeline first.
      boost: i < own.length ? 1 : 0,
      ...(detail ? { detail } : {}),
      ...(words ? { info: words } : {}),
      apply: isOpen ? `${name}:` : `${name}: `,
    }));
}

export function hover(language: () => Language) {
  return hoverTooltip((view, pos): Tooltip | null => {
    const { schema } = language();
    if (!schema) return null;
    const line = view.state.doc.lineAt(pos);
    const here = keyLines(view.state.doc.toString()).find((one) => one.line === line.number - 1);
    const column = pos - line.from;
    if (!here || column < here.keyFrom || column > here.keyTo) return null;
    const found = hoverAt(schema, here.path);
    if (!found) return null;
    return {
      pos: line.from + here.keyFrom,
      end: line.from + here.keyTo,
      above: true,
      create: () => ({ dom: card(here.path.at(-1) ?? '', found) }),
    };
  });
}

function card(key: string, { words, detail }: { words: string; detail: string }): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'cm-word';
  const head = document.createElement('div');
  const name = document.createElement('strong');
  name.textContent = key;
  head.append(name, detail ? `: ${detail}` : '');
  const body = document.createElement('div');
  body.textContent = words;
  dom.append(head, body);
  return dom;
}
