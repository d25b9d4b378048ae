// Keyboard inside a table: one row takes part in tabbing, arrows move, Enter opens, Space selects.
import { type KeyboardEvent, useRef, useState } from 'react';

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

  return { body, current, onKeyDown, onFocusRow: setActive };
}
