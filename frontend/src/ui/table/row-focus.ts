// Keyboard inside a table: one row takes part in tabbing, arrows move, Enter opens, Space selects.
import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';

interface RowFocusOptions {
  count: number;
  scrollTo: (index: number) => void;
  onOpen?: ((index: number) => void) | undefined;
  onToggle?: ((index: number) => void) | undefined;
}

const STEPS: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  j: (index) => index + 1,
  k: (index) => index - 1,
  PageDown: (index) => index + 12,
  PageUp: (index) => index - 12,
  Home: () => 0,
  End: (_, count) => count - 1,
};

export function useRowFocus({ count, scrollTo, onOpen, onToggle }: RowFocusOptions) {
  const body = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const current = Math.max(0, Math.min(active, count - 1));

  const move = (to: number) => {
    const index = Math.max(0, Math.min(to, count - 1));
    setActive(index);
    scrollTo(index);
    requestAnimationFrame(() => {
      body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
    });
  };

  // A row that goes, having been deleted or archived, hands the keyboard to the one in its place.
  const isInside = useRef(false);
  useLayoutEffect(() => {
    if (isInside.current && count > 0 && document.activeElement === document.body) move(current);
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const onRow = event.target instanceof HTMLElement && event.target.role === 'row';
    const step = STEPS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !onRow) return;
    if (step) move(step(current, count));
    else if (event.key === 'Enter' && onOpen) onOpen(current);
    else if (event.key === ' ' && onToggle) onToggle(current);
    else return;
    event.preventDefault();
  };

  const onFocus = () => {
    isInside.current = true;
  };
  const onBlur = ({ relatedTarget, target }: FocusEvent<HTMLElement>) => {
    // A row that is taken away is left for nowhere, too; it is told by being off the page.
    if (relatedTarget !== null || target.isConnected) isInside.current = false;
  };

  return { body, current, onKeyDown, onFocus, onBlur, onFocusRow: setActive };
}
