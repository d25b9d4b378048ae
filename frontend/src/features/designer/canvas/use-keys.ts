/** The designer's keys, and the browser's own copy, cut and paste; typing in a field is left alone. */

import { useEffect, useRef } from 'react';
import { matches, useListedHotkey } from '../../../ui/hotkeys';
import type { Designer } from '../data/session';
import { ACTIONS, type Action, ALSO, copySelection, removeSelection } from './actions';
import { paste } from './clipboard';

const KEYED: readonly [string, Action][] = [
  ...Object.values<Action>(ACTIONS).flatMap((one): [string, Action][] =>
    one.keys ? [[one.keys, one]] : [],
  ),
  ...ALSO,
];

export function useDesignerKeys(designer: Designer): void {
  const latest = useRef(designer);
  useEffect(() => {
    latest.current = designer;
  });
  useEffect(() => listen(() => latest.current), []);
  useListedHotkey('mod+z', 'Undo');
  useListedHotkey('mod+shift+z', 'Redo');
  useListedHotkey('mod+c', 'Copy, also to another draft or tab');
  useListedHotkey('mod+x', 'Cut');
  useListedHotkey('mod+v', 'Paste');
  useListedHotkey('mod+d', 'Duplicate');
  useListedHotkey('delete', 'Delete');
  useListedHotkey('mod+a', 'Select all');
  useListedHotkey('mod+g', 'Group into a pipeline component');
  useListedHotkey('mod+shift+g', 'Ungroup');
  useListedHotkey('mod+enter', 'Go inside a pipeline component');
  useListedHotkey('mod+shift+enter', 'Go out again');
  useListedHotkey('f2', 'Rename where it stands, or edit a note');
  useListedHotkey('alt+drag', 'Drag a copy');
  useListedHotkey('mod+drag', 'Drag without guides and grid');
  useListedHotkey('arrows', 'Move what is selected');
  useListedHotkey('shift+1', 'Fit the whole graph');
  useListedHotkey('shift+0', 'Zoom to 100 %');
  useListedHotkey('shift+2', 'Zoom to the selection');
  useListedHotkey('mod+arrows', 'Walk along connections');
  useListedHotkey('space', 'Select the focused node; drag with it to pan');
}

function listen(designer: () => Designer): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener('keydown', (event) => onKey(designer(), event), { signal });
  document.addEventListener('copy', (event) => onCopy(designer(), event, false), { signal });
  document.addEventListener('cut', (event) => onCopy(designer(), event, true), { signal });
  document.addEventListener('paste', (event) => onPaste(designer(), event), { signal });
  return () => stop.abort();
}

/** Someone types, a dialog is open, or text is marked: the keys are theirs. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function onKey(designer: Designer, event: KeyboardEvent): void {
  if (event.defaultPrevented || isElsewhere(event.target)) return;
  const shift = event.shiftKey;
  const found = KEYED.find(
    ([keys]) => matches(keys, event) && shift === keys.includes('shift'),
  )?.[1];
  if (!found) return;
  if (!found.isReading && !designer.canWrite) return;
  if (!(found.isHere?.(designer) ?? true)) return;
  event.preventDefault();
  if (found.isEnabled(designer.store)) found.run(designer);
}

function onCopy(designer: Designer, event: ClipboardEvent, cuts: boolean): void {
  if (isElsewhere(event.target) || !document.getSelection()?.isCollapsed) return;
  const text = copySelection(designer.store);
  if (!text) return;
  event.clipboardData?.setData('text/plain', text);
  event.preventDefault();
  if (cuts && designer.canWrite) removeSelection(designer);
}

function onPaste(designer: Designer, event: ClipboardEvent): void {
  if (isElsewhere(event.target) || !designer.canWrite) return;
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (!text.trim()) return;
  event.preventDefault();
  void paste(designer, text);
}
