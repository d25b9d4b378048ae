/** The designer's keys, and the browser's own copy, cut and paste; typing in a field is left alone. */

import { useEffect, useRef } from 'react';
import { EDITING_KEYS, READING_KEYS } from '../../../canvas/view/shortcuts';
import { type Hotkey, matches, useListedHotkeys } from '../../../ui/hotkeys';
import type { Designer } from '../data/session';
import { ACTIONS, type Action, ALSO, copySelection, removeSelection } from './actions';
import { paste } from './clipboard';

const KEYED: readonly [string, Action][] = [
  ...Object.values<Action>(ACTIONS).flatMap((one): [string, Action][] =>
    one.keys ? [[one.keys, one]] : [],
  ),
  ...ALSO,
];

const edit = (keys: string, label: string): Hotkey => ({ keys, label, group: 'Editing' });

const COPY = edit('mod+c', 'Copy, also to another draft or tab');
const INSIDE: readonly Hotkey[] = [
  edit('mod+a', 'Select all'),
  edit('mod+enter', 'Go inside a pipeline component'),
  edit('mod+shift+enter', 'Go out again'),
];
const EDITS: readonly Hotkey[] = [
  edit('mod+z', 'Undo'),
  edit('mod+shift+z|mod+y', 'Redo'),
  COPY,
  edit('mod+x', 'Cut'),
  edit('mod+v', 'Paste'),
  edit('mod+d', 'Duplicate'),
  edit('delete|backspace', 'Delete'),
  edit('f2', 'Rename where it stands, or edit a note'),
  edit('mod+g', 'Group into a pipeline component'),
  edit('mod+shift+g', 'Ungroup'),
  ...INSIDE,
];
const NONE: readonly Hotkey[] = [];
const FOR_WRITERS: readonly Hotkey[] = [...EDITING_KEYS, ...EDITS];
const FOR_READERS: readonly Hotkey[] = [...READING_KEYS, COPY, ...INSIDE];

/** null while something else stands where the canvas was. */
export function useDesignerKeys(designer: Designer | null): void {
  const latest = useRef(designer);
  useEffect(() => {
    latest.current = designer;
  });
  useEffect(() => listen(() => latest.current), []);
  useListedHotkeys(designer === null ? NONE : designer.canWrite ? FOR_WRITERS : FOR_READERS);
}

function listen(designer: () => Designer | null): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const on = <K extends 'copy' | 'cut' | 'paste' | 'keydown'>(
    kind: K,
    act: (designer: Designer, event: DocumentEventMap[K]) => void,
  ) =>
    document.addEventListener(
      kind,
      (event) => {
        const current = designer();
        // The YAML's editor takes a paste first, and the line that it went to may be gone by now.
        if (!current || event.defaultPrevented || isElsewhere(event.target)) return;
        act(current, event);
      },
      { signal },
    );
  on('keydown', onKey);
  on('copy', (current, event) => onCopy(current, event, false));
  on('cut', (current, event) => onCopy(current, event, true));
  on('paste', onPaste);
  return () => stop.abort();
}

/** Fields without text of their own: what their keys would take back is the draft's. */
const TEXTLESS = /^(checkbox|radio|range|button|submit|file)$/;

/** Someone types, a dialog or a menu is open: the keys are theirs. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="menu"]')) return true;
  if (target instanceof HTMLInputElement) return !TEXTLESS.test(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement;
}

/** What removes does so only where the selection is: with the focus in the graph, or nowhere. */
export function isOnCanvas(target: EventTarget | null): boolean {
  return (
    !(target instanceof Element) ||
    target === document.body ||
    target.closest('[data-graph]') !== null
  );
}

function onKey(designer: Designer, event: KeyboardEvent): void {
  const shift = event.shiftKey;
  const found = KEYED.find(
    ([keys]) => matches(keys, event) && shift === keys.includes('shift'),
  )?.[1];
  if (!found) return;
  if (!found.isReading && !designer.canWrite) return;
  if (found === ACTIONS.remove && !isOnCanvas(event.target)) return;
  if (!(found.isHere?.(designer) ?? true)) return;
  event.preventDefault();
  if (found.isEnabled(designer.store)) found.run(designer);
}

function onCopy(designer: Designer, event: ClipboardEvent, cuts: boolean): void {
  if (!document.getSelection()?.isCollapsed) return;
  if (cuts && !isOnCanvas(event.target)) return;
  const text = copySelection(designer.store);
  if (!text) return;
  event.clipboardData?.setData('text/plain', text);
  event.preventDefault();
  if (cuts && designer.canWrite) removeSelection(designer);
}

function onPaste(designer: Designer, event: ClipboardEvent): void {
  if (!designer.canWrite) return;
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (!text.trim()) return;
  event.preventDefault();
  void paste(designer, text);
}
