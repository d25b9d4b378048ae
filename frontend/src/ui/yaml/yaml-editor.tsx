/** YAML in an editor: completion, a word on each key, findings in place. Loaded when needed. */

import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { unifiedMergeView } from '@codemirror/merge';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, Compartment, EditorState, Prec, Transaction } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  ViewPlugin,
} from '@codemirror/view';
import { makeStyles, tokens } from '@fluentui/react-components';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { choose, chosenLines, reveal } from './chosen-lines';
import { completion, hover, type Language, type Names, NO_NAMES } from './complete';
import { type Finding, marksOf } from './findings';
import { leaveList, newLine } from './indent';
import type { Path } from './paths';
import type { JsonSchema } from './schema';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridTemplateRows: 'minmax(0, 1fr)',
    height: '100%',
    minHeight: 0,
    minWidth: 0,
    overflow: 'hidden',
  },
});

export interface YamlEditorProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  findings: readonly Finding[];
  schema?: JsonSchema | null;
  names?: Names;
  /** The keys above what is selected elsewhere: its lines are marked. */
  chosen?: Path | null;
  readOnly?: boolean;
  /** An earlier text: what differs from it is shown. */
  original?: string;
  /** The keys above the cursor, when it moves. */
  onCursor?: (offset: number) => void;
  /** Takes back, or does again, more than this text knows of; false leaves it to the text. */
  onUndo?: () => boolean;
  onRedo?: () => boolean;
}

const REST_MS = 300;
const isFromOutside = Annotation.define<boolean>();

export default function YamlEditor(props: YamlEditorProps) {
  const { value, findings, readOnly = false, chosen = null } = props;
  const styles = useStyles();
  const root = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const editing = useRef(new Compartment());

  useEffect(() => {
    if (!root.current) return;
    const language = (): Language => ({
      schema: latest.current.schema ?? null,
      names: latest.current.names ?? NO_NAMES,
    });
    const made = new EditorView({
      parent: root.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          keymap.of([
            { key: 'Mod-z', run: () => latest.current.onUndo?.() ?? false },
            { key: 'Mod-y', run: () => latest.current.onRedo?.() ?? false },
            { key: 'Mod-Shift-z', run: () => latest.current.onRedo?.() ?? false },
          ]),
          ...BASIC,
          ...(latest.current.original === undefined ? [] : compared(latest.current.original)),
          autocompletion({ override: [completion(language)] }),
          hover(language),
          EditorView.contentAttributes.of({ 'aria-label': latest.current.label, tabindex: '0' }),
          editing.current.of(EditorState.readOnly.of(latest.current.readOnly ?? false)),
          EditorView.updateListener.of((update) => {
            const isOwn = update.transactions.some((one) => !one.annotation(isFromOutside));
            if (update.docChanged && isOwn) latest.current.onChange(update.state.doc.toString());
            if (update.selectionSet) latest.current.onCursor?.(update.state.selection.main.head);
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, []);

  useEffect(() => {
    const shown = view.current;
    if (!shown) return;
    if (bring(shown, value) && !shown.hasFocus) reveal(shown, latest.current.chosen ?? null);
    // Lines that are written inside it are its own, too.
    const timer = setTimeout(() => choose(shown, latest.current.chosen ?? null), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  const place = chosen?.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a path is known by its keys.
  useEffect(() => {
    if (view.current) reveal(view.current, chosen);
  }, [place]);
  useEffect(() => {
    const shown = view.current;
    if (shown) shown.dispatch(setDiagnostics(shown.state, marksOf(shown.state.doc, findings)));
  }, [findings]);
  useEffect(() => {
    const effects = editing.current.reconfigure(EditorState.readOnly.of(readOnly));
    view.current?.dispatch({ effects });
  }, [readOnly]);
  return <div ref={root} className={styles.root} data-yaml-editor />;
}

function compared(original: string) {
  return unifiedMergeView({
    original,
    mergeControls: false,
    collapseUnchanged: { margin: 4, minSize: 8 },
  });
}

/**
 * Puts another text in, changing only what differs, so that cursor and view stay where they are.
 * Undo in the text takes back what was typed here, never what came from elsewhere. Whether it
 * differed.
 */
function bring(view: EditorView, text: string): boolean {
  const now = view.state.doc.toString();
  if (now === text) return false;
  let from = 0;
  const most = Math.min(now.length, text.length);
  while (from < most && now[from] === text[from]) from++;
  let end = 0;
  while (end < most - from && now[now.length - 1 - end] === text[text.length - 1 - end]) end++;
  view.dispatch({
    changes: { from, to: now.length - end, insert: text.slice(from, text.length - end) },
    annotations: [isFromOutside.of(true), Transaction.addToHistory.of(false)],
  });
  return true;
}

/** What opens below the text must not cover the line that is being written. */
const cursorStaysInView = ViewPlugin.define((view) => {
  let height = view.scrollDOM.clientHeight;
  const observer = new ResizeObserver(() => {
    const { top } = view.scrollDOM.getBoundingClientRect();
    const before = top + height;
    height = view.scrollDOM.clientHeight;
    const { head } = view.state.selection.main;
    const at = view.coordsAtPos(head);
    if (!at || !view.hasFocus || at.bottom > before || at.bottom <= top + height) return;
    view.dispatch({ effects: EditorView.scrollIntoView(head, { y: 'nearest' }) });
  });
  observer.observe(view.scrollDOM);
  return { destroy: () => observer.disconnect() };
});

const LOOK = EditorView.theme({
  '&': {
    height: '100%',
    minHeight: 0,
    fontSize: '13px',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  '&.cm-focused': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'Consolas, "DejaVu Sans Mono", monospace', lineHeight: '1.5' },
  '.cm-content': { caretColor: tokens.colorNeutralForeground1 },
  '.cm-cursor': { borderLeftColor: tokens.colorNeutralForeground1 },
  '.cm-gutters': {
    color: tokens.colorNeutralForeground3,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  '.cm-activeLine': { backgroundColor: tokens.colorSubtleBackgroundHover },
  '.cm-chosenLine': {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
  },
  '.cm-activeLineGutter': { backgroundColor: tokens.colorNeutralBackground2Hover },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { backgroundColor: tokens.colorBrandBackground2Hover },
  '.cm-tooltip': {
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow8,
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorBrandBackground,
  },
  '.cm-completionDetail': { color: tokens.colorNeutralForeground2, fontStyle: 'normal' },
  'li[aria-selected] .cm-completionDetail': { color: tokens.colorNeutralForegroundOnBrand },
  '.cm-completionInfo, .cm-word': {
    padding: '6px 9px',
    maxWidth: '360px',
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'normal',
  },
  '.cm-changedLine': { backgroundColor: tokens.colorStatusSuccessBackground1 },
  '.cm-deletedChunk': { backgroundColor: tokens.colorStatusDangerBackground1 },
  '.cm-collapsedLines': {
    color: tokens.colorNeutralForeground2,
    background: tokens.colorNeutralBackground3,
  },
  '.cm-panels': {
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

const COLOURS = HighlightStyle.define([
  {
    tag: [tags.propertyName, tags.definition(tags.propertyName)],
    color: tokens.colorBrandForeground2,
  },
  { tag: tags.comment, color: tokens.colorNeutralForeground3, fontStyle: 'italic' },
  { tag: [tags.number, tags.bool, tags.keyword], color: tokens.colorPaletteBerryForeground1 },
  { tag: [tags.punctuation, tags.separator], color: tokens.colorNeutralForeground3 },
]);

const BASIC = [
  lineNumbers(),
  highlightActiveLineGutter(),
  foldGutter(),
  lintGutter(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  highlightActiveLine(),
  highlightSelectionMatches(),
  cursorStaysInView,
  chosenLines,
  search({ top: true }),
  yaml(),
  LOOK,
  syntaxHighlighting(COLOURS),
  // Before the list of completions takes it.
  Prec.highest(keymap.of([{ key: 'Enter', run: leaveList }])),
  // Tab goes on to the next field: nobody is caught in here.
  keymap.of([
    ...completionKeymap,
    { key: 'Enter', run: newLine },
    ...defaultKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...lintKeymap,
  ]),
];
