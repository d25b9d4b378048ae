/** Where the next line of a YAML text begins: Enter in the editor, before any parser could tell. */

import { closeCompletion, completionStatus, selectedCompletion } from '@codemirror/autocomplete';
import { EditorSelection, type EditorState, type StateCommand } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { keyLines, spotAt } from './paths';

const STEP = 2;
/** Nothing yet but an anchor or a tag, or what begins a text in lines. */
const TO_COME = /^(?:[&!]\S*\s*)*(?:[|>][-+0-9]*\s*)?(?:#.*)?$/;
const DASH_ALONE = /^(\s*(?:- +)*-)\s*(?:[|>][-+0-9]*\s*)?$/;
/** A mapping or list in one line that goes on: the editor's own Enter knows its brackets. */
const IN_BRACKETS = /[[{,]\s*$/;

/** A value that holds nothing, and that what is written below takes the place of. */
const EMPTY = /(?<=:)\s+(?:\{\s*\}|\[\s*\])\s*$/;

/** Spaces before what follows a place; null where the editor's own rule is the better one. */
export function indentAfter(text: string, offset: number): number | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  const [rest = '', ...below] = text.slice(offset).split('\n');
  const own = before.length - before.trimStart().length;
  if (before.trim() === '') return own;
  if (IN_BRACKETS.test(before)) return null;
  const dash = DASH_ALONE.exec(before)?.[1];
  if (dash !== undefined) return dash.length + 1;
  const line = text.slice(0, start).split('\n').length - 1;
  const key = keyLines(text.slice(0, offset)).findLast((one) => one.line === line);
  if (!key) return own;
  const isOpen = TO_COME.test(before.slice(key.valueFrom));
  // A value that is cut in two goes on below its key.
  const isCut = rest.trim() !== '' && keyLines(rest.trim()).length === 0;
  if (!isOpen && !isCut) return key.indent;
  const next = below.find((one) => one.trim() !== '');
  const nextIndent = next === undefined ? 0 : next.length - next.trimStart().length;
  return nextIndent > key.indent ? nextIndent : key.indent + STEP;
}

/** Enter: the next line at the level where it belongs. */
export const newLine: StateCommand = ({ state, dispatch }) => {
  const text = textOf(state);
  const indents = state.selection.ranges.map(({ from }) => {
    const empty = emptyBefore(state, from);
    return indentAfter(text.slice(0, from - empty) + text.slice(from), from - empty);
  });
  if (state.readOnly || indents.includes(null)) return false;
  let i = 0;
  const made = state.changeByRange(({ from, to }) => {
    const line = state.doc.lineAt(from);
    const insert = state.lineBreak + ' '.repeat(indents[i++] ?? 0);
    const isBlank = line.text.slice(0, from - line.from).trim() === '';
    const after = state.doc.lineAt(to);
    const rest = after.text.slice(to - after.from);
    // What stands before a line keeps its place; otherwise the spaces at the break are in the way.
    const begin = isBlank ? line.from : from - emptyBefore(state, from);
    const end = isBlank ? to : to + rest.length - rest.trimStart().length;
    return {
      changes: { from: begin, to: end, insert },
      range: EditorSelection.cursor(begin + insert.length),
    };
  });
  dispatch(state.update(made, { scrollIntoView: true, userEvent: 'input' }));
  return true;
};

/** How much of the line before a place is an empty mapping or list that ends the line. */
function emptyBefore(state: EditorState, from: number): number {
  const line = state.doc.lineAt(from);
  if (state.sliceDoc(from, line.to).trim() !== '') return 0;
  return EMPTY.exec(state.sliceDoc(line.from, from))?.[0].length ?? 0;
}

/** Enter while the list of completions offers what stands there already: the line is done. */
export function leaveList(view: EditorView): boolean {
  const { state } = view;
  if (completionStatus(state) !== 'active') return false;
  const spot = spotAt(textOf(state), state.selection.main.head);
  if (spot?.kind !== 'value' || selectedCompletion(state)?.label !== spot.typed) return false;
  closeCompletion(view);
  return newLine(view);
}

function textOf(state: EditorState): string {
  return state.doc.toString();
}
