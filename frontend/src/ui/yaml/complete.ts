/** Completion and hover for YAML, from a schema and from the names that the studio knows. */

import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  insertCompletionText,
  pickedCompletion,
  startCompletion,
} from '@codemirror/autocomplete';
import { type EditorView, hoverTooltip, type Tooltip } from '@codemirror/view';
import { keyLines, type Path, type Spot, spotAt } from './paths';
import { hoverAt, type JsonSchema, type KeyChoice, keysAt, valuesAt } from './schema';

/** What can stand at a place. */
export interface Offer {
  label: string;
  detail?: string;
  words?: string;
}

/** A place in a text that is being typed. */
export interface Place {
  text: string;
  /** Keys above; for a value or an expression, its own key too. */
  path: Path;
  typed: string;
}

/** What only the studio knows: components, computes, a component's inputs. */
export interface Names {
  keys(place: Place): Promise<readonly Offer[]>;
  values(place: Place): Promise<readonly Offer[]>;
  /** Between the braces of `${{…}}`. */
  expressions(place: Place): Promise<readonly Offer[]>;
}

const nothing = async () => [];
export const NO_NAMES: Names = { keys: nothing, values: nothing, expressions: nothing };

export interface Language {
  schema: JsonSchema | null;
  names: Names;
}

/** For as long as this is typed on, what was offered is only narrowed. */
const SAME: Partial<Record<Spot['kind'], RegExp>> = {
  key: /^[^\s:]*$/,
  expression: /^[\w.-]*$/,
};

export function completion(language: () => Language) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const text = context.state.doc.toString();
    const spot = spotAt(text, context.pos);
    if (!spot || (!context.explicit && !spot.typed && spot.kind === 'key')) return null;
    const options = await optionsAt(language(), text, spot);
    if (options.length === 0) return null;
    const validFor = SAME[spot.kind];
    return { from: spot.from, options, ...(validFor ? { validFor } : {}) };
  };
}

export async function optionsAt(
  { schema, names }: Language,
  text: string,
  spot: Spot,
): Promise<Completion[]> {
  const place = { text, path: spot.path, typed: spot.typed };
  if (spot.kind === 'expression') return (await names.expressions(place)).map(expression);
  if (spot.kind === 'value') {
    const allowed = schema ? valuesAt(schema, spot.path) : [];
    const known = await names.values(place);
    return once([...allowed.map((label) => ({ label })), ...known]).map(value);
  }
  const taken = new Set(spot.siblings);
  const own = (await names.keys(place)).map((one) => key(one, COMMON.length + 1, null));
  const said = schema ? keysAt(schema, spot.path).map(schemaKey) : [];
  return once([...own, ...said]).filter(({ label }) => !taken.has(label) || label === spot.typed);
}

function once<T extends Offer>(offers: readonly T[]): T[] {
  const byLabel = new Map(offers.map((one) => [one.label, one] as const).reverse());
  return [...byLabel.values()].reverse();
}

function told({ label, detail, words }: Offer): Completion {
  return { label, ...(detail ? { detail } : {}), ...(words ? { info: words } : {}) };
}

function value(offer: Offer): Completion {
  const isExpression = offer.label.startsWith('${{');
  return { ...told(offer), type: 'constant', ...(isExpression ? { apply: closed('') } : {}) };
}

function expression(offer: Offer): Completion {
  return { ...told(offer), type: 'variable', apply: closed('}}') };
}

/** Braces that the editor put behind the cursor are not doubled. */
function closed(braces: string): Apply {
  return (view, picked, from, to) => {
    const line = view.state.doc.lineAt(to);
    const there = /^\s*\}{0,2}/.exec(line.text.slice(to - line.from))?.[0].length ?? 0;
    put(view, picked, `${picked.label}${braces}`, from, to + there);
  };
}

type Apply = Exclude<Completion['apply'], string | undefined>;

/** Among keys that begin alike, what most files have comes first. */
const COMMON = [
  'type',
  'jobs',
  'component',
  'inputs',
  'outputs',
  'command',
  'environment',
  'compute',
  'display_name',
];

function schemaKey({ name, words, detail, opens }: KeyChoice): Completion {
  const common = COMMON.indexOf(name);
  return key({ label: name, words, detail }, common < 0 ? 0 : COMMON.length - common, opens);
}

/** Names of this very pipeline first. What a key may hold is offered next. */
function key(offer: Offer, boost: number, opens: KeyChoice['opens']): Completion {
  return {
    ...told(offer),
    type: 'property',
    boost,
    apply(view, picked, from, to) {
      const line = view.state.doc.lineAt(from);
      const after = line.text.slice(to - line.from);
      // Another name for a key that has its value already.
      if (/^\s*:/.test(after)) return put(view, picked, picked.label, from, to);
      const below = `\n${' '.repeat(from - line.from + 2)}`;
      const begin = { mapping: `:${below}`, list: `:${below}- ` };
      const isLast = after.trim() === '';
      put(view, picked, `${picked.label}${(isLast && opens && begin[opens]) || ': '}`, from, to);
      startCompletion(view);
    },
  };
}

function put(view: EditorView, picked: Completion, text: string, from: number, to: number): void {
  view.dispatch({
    ...insertCompletionText(view.state, text, from, to),
    annotations: pickedCompletion.of(picked),
  });
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
