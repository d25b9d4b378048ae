// A long list of which only what is seen is on the page, walked with the arrow keys all the same.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';

/** Rows mark their focusable element with `data-place`, their number in the list. */
export function useVirtualRows(count: number, rowPx: number) {
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    overscan: 12,
  });
  const wanted = useRef<number | null>(null);
  const focus = (place: number) => {
    if (place < 0 || place >= count) return;
    wanted.current = place;
    virtual.scrollToIndex(place);
    lineAt(scroll.current, place)?.focus();
  };
  // A row that was not drawn yet takes the focus once it is.
  useEffect(() => {
    if (wanted.current === null) return;
    const line = lineAt(scroll.current, wanted.current);
    if (line) {
      line.focus();
      wanted.current = null;
    }
  });
  /** True for a key that goes to another row. */
  const walk = (event: KeyboardEvent<HTMLElement>, at: number): boolean => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return false;
    focus(to);
    event.preventDefault();
    return true;
  };
  return { scroll, virtual, focus, walk };
}

/** Which row has the focus. */
export function placeOf(element: Element | null): number | null {
  const place = element instanceof HTMLElement ? element.dataset.place : undefined;
  return place === undefined ? null : Number(place);
}

function lineAt(scroll: HTMLElement | null, place: number): HTMLElement | null {
  return scroll?.querySelector<HTMLElement>(`[data-place="${place}"]`) ?? null;
}
