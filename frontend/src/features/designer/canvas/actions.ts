/** Everything that can be done to the draft, in one table: menu, toolbar and keyboard read it. */

import { copyText, insertCommand, readFragment } from '../../../canvas/core/clipboard';
import type { Command } from '../../../canvas/core/commands';
import type { PipelineDocument } from '../../../canvas/core/document';
import type { Point } from '../../../canvas/core/geometry';
import { redoLabel, undoLabel } from '../../../canvas/core/history';
import { placeOfEdge } from '../../../canvas/core/ids';
import { partition } from '../../../canvas/core/selection';
import type { EditorStore } from '../../../canvas/core/store';
import { toast } from '../../../ui/toast';
import type { Designer } from '../data/session';

export interface Action {
  id: string;
  label: (store: EditorStore) => string;
  /** As `ui/hotkeys` reads them; absent where the browser's own event does it (copy, paste). */
  keys?: string;
  shown?: string;
  isEnabled: (store: EditorStore) => boolean;
  run: (designer: Designer) => void;
}

const hasSelection = (store: EditorStore) => store.get().selection.length > 0;
const hasBoxes = (store: EditorStore) => {
  const { boxes, notes } = partition(store.get().selection);
  return boxes.length + notes.length > 0;
};
const always = () => true;

export const ACTIONS = {
  undo: {
    id: 'undo',
    label: (store) => joined('Undo', undoLabel(store.get().history)),
    keys: 'mod+z',
    shown: 'Ctrl+Z',
    isEnabled: (store) => store.get().history.done.length > 0,
    run: ({ store }) => store.undo(),
  },
  redo: {
    id: 'redo',
    label: (store) => joined('Redo', redoLabel(store.get().history)),
    keys: 'mod+shift+z',
    shown: 'Ctrl+Shift+Z',
    isEnabled: (store) => store.get().history.undone.length > 0,
    run: ({ store }) => store.redo(),
  },
  cut: {
    id: 'cut',
    label: () => 'Cut',
    shown: 'Ctrl+X',
    isEnabled: hasBoxes,
    run: (designer) => {
      void writeClipboard(copySelection(designer.store)).then(() => removeSelection(designer));
    },
  },
  copy: {
    id: 'copy',
    label: () => 'Copy',
    shown: 'Ctrl+C',
    isEnabled: hasBoxes,
    run: ({ store }) => void writeClipboard(copySelection(store)),
  },
  paste: {
    id: 'paste',
    label: () => 'Paste',
    shown: 'Ctrl+V',
    isEnabled: always,
    run: (designer) => void readClipboard().then((text) => paste(designer, text)),
  },
  duplicate: {
    id: 'duplicate',
    label: () => 'Duplicate',
    keys: 'mod+d',
    shown: 'Ctrl+D',
    isEnabled: hasBoxes,
    run: (designer) => copyTo(designer, designer.store.get().selection, { x: 32, y: 32 }),
  },
  remove: {
    id: 'remove',
    label: () => 'Delete',
    keys: 'delete',
    shown: 'Delete',
    isEnabled: hasSelection,
    run: (designer) => removeSelection(designer),
  },
  selectAll: {
    id: 'select-all',
    label: () => 'Select all',
    keys: 'mod+a',
    shown: 'Ctrl+A',
    isEnabled: always,
    run: ({ store }) => {
      const { document } = store.get();
      store.select([
        ...Object.keys(document.nodes),
        ...Object.keys(document.layout.nodes).filter(isEnd),
      ]);
    },
  },
} satisfies Record<string, Action>;

/** Other keys for the same: Backspace deletes, Ctrl+Y redoes. */
export const ALSO: readonly [string, Action][] = [
  ['backspace', ACTIONS.remove],
  ['mod+y', ACTIONS.redo],
];

function isEnd(id: string): boolean {
  return id.startsWith('inputs.') || id.startsWith('outputs.');
}

function joined(verb: string, label: string | null): string {
  return label === null ? verb : `${verb} ${label}`;
}

export function copySelection(store: EditorStore): string {
  const { document, selection } = store.get();
  return copyText(document, selection);
}

export function removeSelection({ store, run }: Designer): void {
  removeIds(run, store.get().selection);
}

export function removeIds(run: Designer['run'], ids: readonly string[]): void {
  const { boxes, edges, notes } = partition(ids);
  if (boxes.length + edges.length + notes.length === 0) return;
  const command: Command = { kind: 'delete', ids: boxes, edges: edges.map(placeOfEdge), notes };
  run(command);
}

/** A copy of what is selected, beside it. */
export function copyTo({ store, run }: Designer, ids: readonly string[], offset: Point): void {
  const { document } = store.get();
  const fragment = readFragment(copyText(document, ids));
  if (typeof fragment === 'string') return;
  insert({ store, run }, insertCommand(document, fragment, { offset }, 'duplicate'));
}

export function paste(designer: Designer, text: string, at?: Point): void {
  const fragment = readFragment(text);
  if (typeof fragment === 'string') {
    toast({ intent: 'info', title: 'Nothing to paste', body: fragment });
    return;
  }
  const { store, view } = designer;
  const middle = at ?? view.get()?.center() ?? { x: 0, y: 0 };
  insert(designer, insertCommand(store.get().document, fragment, middle));
}

function insert(
  { store, run }: Pick<Designer, 'store' | 'run'>,
  made: { command: Command; ids: string[] },
): void {
  if (run(made.command)) store.select(made.ids);
}

async function writeClipboard(text: string): Promise<void> {
  if (text) await navigator.clipboard?.writeText(text);
}

async function readClipboard(): Promise<string> {
  return (await navigator.clipboard?.readText()) ?? '';
}

export function replaceDocument(document: PipelineDocument, label: string): Command {
  return { kind: 'replace', document, label };
}
