import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { describe, expect, it } from 'vitest';
import { type Names, NO_NAMES, optionsAt } from './complete';
import { spotAt } from './paths';
import type { JsonSchema } from './schema';

const SCHEMA: JsonSchema = {
  properties: {
    jobs: { type: 'object' },
    names: { type: 'array' },
    environment: { anyOf: [{ type: 'string' }, { type: 'object' }] },
  },
};
const names: Names = {
  ...NO_NAMES,
  values: async () => [{ label: `\${{parent.inputs.rate}}` }],
  expressions: async () => [{ label: 'parent.inputs.rate' }],
};

/** The text after the first offer at the mark "|" was taken; the mark is where the cursor is then. */
async function taken(marked: string): Promise<string> {
  const at = marked.indexOf('|');
  const text = marked.replace('|', '');
  const view = new EditorView({
    state: EditorState.create({ doc: text, selection: { anchor: at } }),
  });
  const spot = spotAt(text, at);
  const all = spot ? await optionsAt({ schema: SCHEMA, names }, text, spot) : [];
  const first = all.find(({ label }) => label.startsWith(spot?.typed ?? ''));
  if (spot && typeof first?.apply === 'function') first.apply(view, first, spot.from, at);
  const { head } = view.state.selection.main;
  const now = view.state.doc.toString();
  // Before it measures: there is no layout here.
  view.destroy();
  return `${now.slice(0, head)}|${now.slice(head)}`;
}

describe('what is taken from the list', () => {
  it('is a key with what its value begins with', async () => {
    expect(await taken('jo|')).toBe('jobs:\n  |');
    expect(await taken('na|')).toBe('names:\n  - |');
    expect(await taken('en|')).toBe('environment: |');
    expect(await taken('- jo|')).toBe('- jobs:\n    |');
  });

  it('is the name alone where the value is there already', async () => {
    expect(await taken('jo|: 1')).toBe('jobs|: 1');
  });

  it('closes the braces of an expression once', async () => {
    const whole = `a: \${{parent.inputs.rate}}|`;
    expect(await taken('a: $|')).toBe(whole);
    expect(await taken(`a: \${{par|`)).toBe(whole);
    expect(await taken(`a: \${{par|}}`)).toBe(whole);
    expect(await taken(`a: "\${{ par| }}"`)).toBe(`a: "\${{ parent.inputs.rate}}|"`);
  });
});
