/** The lines of what is selected elsewhere: marked, and brought into view. */

import { EditorSelection, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import { blockOf, type Path } from './paths';

const MARGIN_PX = 24;
const LINE = Decoration.line({ class: 'cm-chosenLine' });

/** First and last line, from 0; null marks none. */
type Lines = { from: number; to: number } | null;

const mark = StateEffect.define<Lines>();

/** What is written in between moves the marks along. */
export const chosenLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { changes, effects, state }) =>
    effects.reduce(
      (kept, effect) => (effect.is(mark) ? marksOf(state.doc, effect.value) : kept),
      marks.map(changes),
    ),
  provide: (field) => EditorView.decorations.from(field),
});

/** Marks the lines of a path. */
export function choose(view: EditorView, path: Path | null): void {
  view.dispatch({ effects: mark.of(linesOf(view, path)) });
}

/** The same, and they come into view; but not where the cursor chose them: it is in view. */
export function reveal(view: EditorView, path: Path | null): void {
  const { doc, selection } = view.state;
  const lines = linesOf(view, path);
  const cursor = doc.lineAt(selection.main.head).number - 1;
  const effects: StateEffect<unknown>[] = [mark.of(lines)];
  if (lines && !(view.hasFocus && lines.from <= cursor && cursor <= lines.to)) {
    // The head is what is seen of a block that is longer than the view.
    const range = EditorSelection.range(doc.line(lines.to + 1).to, doc.line(lines.from + 1).from);
    effects.push(EditorView.scrollIntoView(range, { y: 'nearest', yMargin: MARGIN_PX }));
  }
  view.dispatch({ effects });
}

function linesOf(view: EditorView, path: Path | null): Lines {
  return path && blockOf(view.state.doc.toString(), path);
}

function marksOf(doc: Text, lines: Lines): DecorationSet {
  if (lines === null) return Decoration.none;
  const count = lines.to - lines.from + 1;
  const starts = Array.from({ length: count }, (_, i) => doc.line(lines.from + i + 1).from);
  return Decoration.set(starts.map((from) => LINE.range(from)));
}
