/** Everything that can be done to the draft, in one table: menu, toolbar, palette and keyboard read it. */

import { ALIGNMENTS, type Alignment, alignMoves } from '../../../canvas/core/align';
import {
  copyText,
  fragmentOf,
  freeOffset,
  insertCommand,
  newNoteId,
  readFragment,
} from '../../../canvas/core/clipboard';
import type { Command } from '../../../canvas/core/commands';
import { controlType, lineOf } from '../../../canvas/core/control';
import type { Point } from '../../../canvas/core/geometry';
import { redoLabel, undoLabel } from '../../../canvas/core/history';
import { placeOfEdge } from '../../../canvas/core/ids';
import { sceneOf } from '../../../canvas/core/scene';
import { partition } from '../../../canvas/core/selection';
import type { EditorStore } from '../../../canvas/core/store';
import { jobWire } from '../../../canvas/core/wire';
import { yamlText } from '../../../canvas/core/yaml-text';
import { savePng, saveSvg } from '../../../ui/graph/pictures';
import { toast } from '../../../ui/toast';
import { componentsOf } from '../data/component-cache';
import type { Designer } from '../data/session';
import { ungroupStep, whyNotGroup } from '../inside/group-actions';
import { paste, readClipboard, writeClipboard } from './clipboard';

export interface Action {
  id: string;
  label: (store: EditorStore) => string;
  /** As `ui/hotkeys` reads them; absent where the browser's own event does it (copy, paste). */
  keys?: string;
  shown?: string;
  isEnabled: (store: EditorStore) => boolean;
  /** Readers may do it too. */
  isReading?: boolean;
  /** Where it makes sense at all, when that is not everywhere. */
  isHere?: (designer: Designer) => boolean;
  run: (designer: Designer) => void;
}

const hasSelection = (store: EditorStore) => store.get().selection.length > 0;
const boxesOf = (store: EditorStore) => partition(store.get().selection);
const hasBoxes = (store: EditorStore) => {
  const { boxes, notes } = boxesOf(store);
  return boxes.length + notes.length > 0;
};
const always = () => true;
const hasNodes = (store: EditorStore) => Object.keys(store.get().document.nodes).length > 0;

/** The one step that is selected; null for anything else. */
export function onlyStep(store: EditorStore): string | null {
  const { document, selection } = store.get();
  const [id] = selection;
  return selection.length === 1 && id !== undefined && document.nodes[id]?.kind === 'step'
    ? id
    : null;
}

/** The one step that is selected, when it is a pipeline. */
export function onlyPipeline(store: EditorStore): string | null {
  const key = onlyStep(store);
  const node = key === null ? undefined : store.get().document.nodes[key];
  return node?.kind === 'step' && node.type === 'pipeline' ? key : null;
}

function only(store: EditorStore): string | null {
  const { selection } = store.get();
  const { edges } = boxesOf(store);
  return selection.length === 1 && edges.length === 0 ? (selection[0] ?? null) : null;
}

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
      const { selection } = designer.store.get();
      void writeClipboard(copySelection(designer.store)).then(
        (isCopied) => isCopied && removeIds(designer.run, selection),
      );
    },
  },
  copy: {
    id: 'copy',
    label: () => 'Copy',
    shown: 'Ctrl+C',
    isEnabled: hasBoxes,
    isReading: true,
    run: ({ store }) => void writeClipboard(copySelection(store)),
  },
  copyYaml: {
    id: 'copy-yaml',
    label: () => 'Copy as YAML',
    isEnabled: (store) => boxesOf(store).boxes.length > 0,
    isReading: true,
    run: ({ store }) => {
      const { document, selection } = store.get();
      void writeClipboard(yamlText(jobWire(fragmentOf(document, selection)))).then(
        (isCopied) => isCopied && toast({ intent: 'success', title: 'Copied as YAML' }),
      );
    },
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
    run: duplicate,
  },
  remove: {
    id: 'remove',
    label: () => 'Delete',
    keys: 'delete',
    shown: 'Delete',
    isEnabled: hasSelection,
    run: (designer) => removeSelection(designer),
  },
  rename: {
    id: 'rename',
    label: (store) => (boxesOf(store).notes.length > 0 ? 'Edit the text' : 'Rename'),
    keys: 'f2',
    shown: 'F2',
    isEnabled: (store) => only(store) !== null,
    run: ({ store, ask }) => {
      const id = only(store);
      if (id !== null) ask.set({ kind: 'rename', id });
    },
  },
  replace: {
    id: 'replace',
    label: () => 'Replace with another component…',
    isEnabled: (store) => {
      const key = onlyStep(store);
      return key !== null && controlType(store.get().document.nodes[key]) === null;
    },
    run: ({ store, view, ask }) => {
      const node = onlyStep(store);
      const rect = node === null ? null : view.get()?.rectOf(node);
      const corner = document.querySelector('[data-graph]')?.getBoundingClientRect();
      if (node === null || !rect || !corner) return;
      const client = { x: corner.x + rect.x, y: corner.y + rect.y + rect.height + 4 };
      ask.set({ kind: 'replace', node, client });
    },
  },
  group: {
    id: 'group',
    label: () => 'Group into a pipeline component…',
    keys: 'mod+g',
    shown: 'Ctrl+G',
    isEnabled: (store) => boxesOf(store).boxes.some((id) => store.get().document.nodes[id]),
    run: (designer) => {
      const body = whyNotGroup(designer);
      if (body === null) designer.ask.set({ kind: 'group' });
      else toast({ intent: 'warning', title: 'These cannot be one step', body });
    },
  },
  ungroup: {
    id: 'ungroup',
    label: () => 'Ungroup',
    keys: 'mod+shift+g',
    shown: 'Ctrl+Shift+G',
    isEnabled: (store) => onlyPipeline(store) !== null,
    run: (designer) => {
      const key = onlyPipeline(designer.store);
      if (key !== null) void ungroupStep(designer, key);
    },
  },
  enter: {
    id: 'enter',
    label: () => 'Go inside',
    keys: 'mod+enter',
    shown: 'Ctrl+Enter',
    isEnabled: (store) => onlyPipeline(store) !== null,
    isReading: true,
    run: ({ store, enter }) => {
      const key = onlyPipeline(store);
      if (key !== null) enter(key);
    },
  },
  leave: {
    id: 'leave',
    label: () => 'Go out to the pipeline around',
    keys: 'mod+shift+enter',
    shown: 'Ctrl+Shift+Enter',
    isEnabled: always,
    isReading: true,
    isHere: ({ path }) => path.length > 0,
    run: ({ leave }) => leave(),
  },
  register: {
    id: 'register',
    label: () => 'Register as a component…',
    isEnabled: (store) => {
      const key = onlyPipeline(store);
      const node = key === null ? undefined : store.get().document.nodes[key];
      return node?.kind === 'step' && typeof node.component !== 'string';
    },
    run: ({ store, ask }) => {
      const node = onlyPipeline(store);
      if (node !== null) ask.set({ kind: 'register', node });
    },
  },
  selectAll: {
    id: 'select-all',
    label: () => 'Select all',
    keys: 'mod+a',
    shown: 'Ctrl+A',
    isEnabled: always,
    isReading: true,
    // What is on the canvas: notes and ends without a place too, parameters without a box not.
    run: ({ store, view }) => store.select([...(view.get()?.scene().boxes.keys() ?? [])]),
  },
  add: {
    id: 'add',
    label: (store) =>
      boxesOf(store).edges.length === 1 && store.get().selection.length === 1
        ? 'Insert a component into the connection…'
        : 'Add a component or data…',
    shown: 'A',
    isEnabled: always,
    run: ({ view }) => view.get()?.add(),
  },
  selecting: {
    id: 'selecting',
    label: () => 'Select several by touch',
    isEnabled: always,
    isReading: true,
    run: ({ selecting }) => selecting.set(!selecting.get()),
  },
  note: {
    id: 'note',
    label: () => 'Add a note',
    isEnabled: always,
    run: (designer) => {
      const middle = designer.view.get()?.center() ?? { x: 0, y: 0 };
      addNote(designer, { x: middle.x - 120, y: middle.y - 60 });
    },
  },
  arrange: {
    id: 'arrange',
    label: () => 'Arrange automatically',
    isEnabled: hasNodes,
    run: (designer) => void arrange(designer),
  },
  fit: {
    id: 'fit',
    label: () => 'Fit the whole graph',
    shown: 'Shift+1',
    isEnabled: always,
    isReading: true,
    run: ({ view }) => view.get()?.fit(),
  },
  actualSize: {
    id: 'actual-size',
    label: () => 'Zoom to 100 %',
    shown: 'Shift+0',
    isEnabled: always,
    isReading: true,
    run: ({ view }) => view.get()?.actualSize(),
  },
  zoomIn: {
    id: 'zoom-in',
    label: () => 'Zoom in',
    shown: '+',
    isEnabled: always,
    isReading: true,
    run: ({ view }) => view.get()?.zoomBy(1.25),
  },
  zoomOut: {
    id: 'zoom-out',
    label: () => 'Zoom out',
    shown: '−',
    isEnabled: always,
    isReading: true,
    run: ({ view }) => view.get()?.zoomBy(0.8),
  },
  zoomSelection: {
    id: 'zoom-selection',
    label: () => 'Zoom to the selection',
    shown: 'Shift+2',
    isEnabled: hasSelection,
    isReading: true,
    run: ({ view }) => view.get()?.zoomToSelection(),
  },
  svg: {
    id: 'svg',
    label: () => 'Export as SVG',
    isEnabled: hasNodes,
    isReading: true,
    run: ({ view, name }) => saveSvg(view.get(), name.get()),
  },
  png: {
    id: 'png',
    label: () => 'Export as PNG',
    isEnabled: hasNodes,
    isReading: true,
    run: ({ view, name }) => void savePng(view.get(), name.get()),
  },
} satisfies Record<string, Action>;

export const ALIGN_ACTIONS: readonly Action[] = (Object.keys(ALIGNMENTS) as Alignment[]).map(
  (how) => ({
    id: `align-${how}`,
    label: () => ALIGNMENTS[how],
    isEnabled: (store) => {
      const { boxes, notes } = boxesOf(store);
      return boxes.length + notes.length >= (how === 'across' || how === 'down' ? 3 : 2);
    },
    run: ({ store, view, run }) => {
      const scene = view.get()?.scene();
      const chosen = store.get().selection.flatMap((id) => scene?.boxes.get(id) ?? []);
      const to = alignMoves(chosen, how);
      if (Object.keys(to).length > 0)
        run({ kind: 'move', to, label: ALIGNMENTS[how].toLowerCase() });
    },
  }),
);

/** Other keys for the same: Backspace deletes, Ctrl+Y redoes. */
export const ALSO: readonly [string, Action][] = [
  ['backspace', ACTIONS.remove],
  ['mod+y', ACTIONS.redo],
];

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
  const lines = edges.flatMap((id) => lineOf(id) ?? []);
  const bindings = edges.filter((id) => lineOf(id) === null).map(placeOfEdge);
  const cuts = lines.map(({ from, to, block }): Command => {
    return { kind: 'cut-line', node: from, block, step: to };
  });
  const command: Command = { kind: 'delete', ids: boxes, edges: bindings, notes };
  const [cut] = cuts;
  if (!cut) run(command);
  else if (ids.length === 1) run(cut);
  // Lines first: with their ends they would be gone.
  else run({ kind: 'several', commands: [...cuts, command], label: `delete ${ids.length} things` });
}

/** A copy of what is selected, on free ground beside it. */
function duplicate(designer: Designer): void {
  const { store, view, cache } = designer;
  const { document, selection } = store.get();
  const fragment = fragmentOf(document, selection);
  const components = componentsOf(fragment, cache);
  const here = { offset: { x: 0, y: 0 } };
  copyTo(designer, selection, freeOffset(sceneOf(store), fragment, components, here));
  const { selection: copies } = store.get();
  requestAnimationFrame(() => view.get()?.bringIn(copies));
}

/** A copy of these, so far from them. */
export function copyTo({ store, run }: Designer, ids: readonly string[], offset: Point): void {
  const { document } = store.get();
  const fragment = readFragment(copyText(document, ids));
  if (typeof fragment === 'string') return;
  const made = insertCommand(document, fragment, { offset }, 'duplicate');
  if (run(made.command)) store.select(made.ids);
}

/** A note, with the cursor in it. */
export function addNote({ run, store, ask }: Designer, at: Point): void {
  const id = newNoteId();
  const note = { id, text: '', x: Math.round(at.x), y: Math.round(at.y), width: 240, height: 120 };
  if (!run({ kind: 'set-note', id, note })) return;
  store.select([`note:${id}`]);
  requestAnimationFrame(() => ask.set({ kind: 'rename', id: `note:${id}` }));
}

/** Places for all boxes, moved in one undoable step. */
async function arrange({ view, run }: Designer): Promise<void> {
  const handle = view.get();
  if (!handle) return;
  const to = await handle.arrange();
  if (Object.keys(to).length === 0) return;
  run({ kind: 'move', to, label: 'arrange' });
  requestAnimationFrame(() => handle.fit());
}
