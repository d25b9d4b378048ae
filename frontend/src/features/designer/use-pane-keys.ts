/**
 * F6 goes from pane to pane in the order in which they stand, Shift+F6 back: each time to what had
 * the focus there last, else to where the pane is worked with.
 */

import { useEffect, useRef } from 'react';
import { type Hotkey, useListedHotkeys } from '../../ui/hotkeys';
import type { Designer } from './data/session';

/** As they stand on the screen; the bar above comes last, so that the first F6 leads into the work. */
const ORDER = ['library', 'canvas', 'yaml', 'properties', 'problems', 'toolbar'] as const;

/** Where the keyboard enters a pane that is new to it: the first of these that it has. */
const ENTRIES = [
  '[data-pane-entry] [tabindex="0"]',
  '.cm-content',
  ':is(input, select, textarea, button, summary, a[href], [tabindex="0"]):not([tabindex="-1"], :disabled)',
];

const LISTED: readonly Hotkey[] = [
  {
    keys: 'f6',
    label: 'Next pane: library, canvas, YAML, properties, problems, toolbar',
    group: 'Panes',
  },
  { keys: 'shift+f6', label: 'Pane before', group: 'Panes' },
  {
    keys: 'arrows',
    label: 'In the library: from one to the next, and to its buttons',
    group: 'Panes',
  },
  { keys: 'enter', label: 'In the library: add it to the canvas', group: 'Panes' },
];

export function usePaneKeys(here: Designer): void {
  useListedHotkeys(LISTED);
  const latest = useRef(here);
  latest.current = here;
  useEffect(() => {
    const last = new WeakMap<Element, HTMLElement>();
    const stop = new AbortController();
    const { signal } = stop;
    document.addEventListener(
      'focusin',
      ({ target }) => {
        const pane = target instanceof HTMLElement ? target.closest('[data-pane]') : null;
        if (pane) last.set(pane, target as HTMLElement);
      },
      { signal },
    );
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'F6' || event.ctrlKey || event.metaKey || event.altKey) return;
        // The browser's own F6 would lead out of the page.
        event.preventDefault();
        if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return;
        const next = paneAfter(document.activeElement, event.shiftKey ? -1 : 1);
        if (next) enter(next, last.get(next), latest.current);
      },
      { signal },
    );
    return () => stop.abort();
  }, []);
}

function paneAfter(focused: Element | null, by: 1 | -1): HTMLElement | undefined {
  const panes = ORDER.flatMap(
    (name) => document.querySelector<HTMLElement>(`[data-pane="${name}"]`) ?? [],
  );
  const at = panes.findIndex((one) => one.contains(focused));
  const from = at < 0 && by < 0 ? panes.length : at;
  return panes[(from + by + panes.length) % panes.length];
}

function enter(pane: HTMLElement, last: HTMLElement | undefined, here: Designer): void {
  const isThere = last && pane.contains(last) && last.checkVisibility();
  const view = pane.dataset.pane === 'canvas' ? here.view.get() : null;
  // What stands on the canvas may be out of sight: the view knows how to bring it back.
  if (view && !(isThere && !last.closest('[data-graph]'))) view.focus();
  else (isThere ? last : entryOf(pane))?.focus();
}

function entryOf(pane: HTMLElement): HTMLElement | undefined {
  const found = ENTRIES.flatMap((one) => [...pane.querySelectorAll<HTMLElement>(one)]);
  return found.find((one) => one.checkVisibility());
}
