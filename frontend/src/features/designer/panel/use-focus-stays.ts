/**
 * What has the focus in a pane may go: a row that is deleted, a step that undo takes back. Then the
 * keyboard comes to what stands in its place; with the focus nowhere, Delete would mean the canvas.
 */

import { type RefObject, useEffect } from 'react';

const FOCUSABLE =
  ':is(input, select, textarea, button, summary, a[href], [tabindex="0"]):not([tabindex="-1"], :disabled)';

/** Where something stands: in which child of an element, and as which of its kind in there. */
interface Place {
  parent: Element;
  child: number;
  nth: number;
}

export function useFocusStays(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const pane = root.current;
    if (!pane) return;
    const stop = new AbortController();
    const { signal } = stop;
    let held: HTMLElement | null = null;
    let places: Place[] = [];
    const isIn = ({ target }: Event) => target instanceof Node && pane.contains(target);
    document.addEventListener(
      'focusin',
      (event) => {
        held = isIn(event) ? (event.target as HTMLElement) : null;
        if (held) places = placesOf(held, pane);
      },
      { signal },
    );
    // What is pressed elsewhere decides where the focus goes, before it leaves the pane.
    document.addEventListener(
      'pointerdown',
      (event) => {
        if (!isIn(event)) held = null;
      },
      { signal, capture: true },
    );
    const observer = new MutationObserver(() => {
      if (held?.isConnected) places = placesOf(held, pane);
      else if (held && document.activeElement === document.body) focusNext(places, held);
    });
    observer.observe(pane, { childList: true, subtree: true });
    return () => {
      stop.abort();
      observer.disconnect();
    };
  }, [root]);
}

/** From the innermost element around it to the pane. */
function placesOf(held: HTMLElement, pane: HTMLElement): Place[] {
  const places: Place[] = [];
  let inner: Element = held;
  while (inner !== pane && inner.parentElement) {
    const parent = inner.parentElement;
    const nth = focusables(inner).filter(isLike(held)).indexOf(held);
    places.push({ parent, child: [...parent.children].indexOf(inner), nth });
    inner = parent;
  }
  return places;
}

/**
 * Of its kind first: from a button that deleted a row, a text would take over undo. What comes after
 * it goes before what came before it, and what is close before what is far.
 */
function focusNext(places: readonly Place[], gone: HTMLElement): void {
  for (const { parent, child, nth } of places) {
    if (!parent.isConnected) continue;
    const children = [...parent.children];
    const near = [...children.slice(child), ...children.slice(0, child).reverse()].map(focusables);
    const alike = near.flatMap((found) => {
      const same = found.filter(isLike(gone));
      return same[nth] ?? same[0] ?? [];
    });
    for (const one of [...alike, ...near.flat()]) {
      one.focus();
      if (document.activeElement === one) return;
    }
  }
}

function focusables(within: Element): HTMLElement[] {
  const inner = [...within.querySelectorAll<HTMLElement>(FOCUSABLE)];
  return within instanceof HTMLElement && within.matches(FOCUSABLE) ? [within, ...inner] : inner;
}

function isLike(one: HTMLElement): (other: HTMLElement) => boolean {
  return (other) => other.tagName === one.tagName;
}
