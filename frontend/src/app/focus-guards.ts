// Fluent's focus handling (tabster) puts guards into the page that take the focus for a moment and
// hand it on. It also hides them from assistive technology, which what can be focused must not be
// (axe: aria-hidden-focus, presentation-role-conflict). They are empty: plain ones do the same.

const GUARD = '[data-tabster-dummy]';

function plain(guard: Element): void {
  guard.removeAttribute('aria-hidden');
  guard.removeAttribute('role');
}

/** Watches for guards as they are added; returns what stops it. */
export function keepGuardsHonest(): () => void {
  for (const guard of document.querySelectorAll(GUARD)) plain(guard);
  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node instanceof Element && node.matches(GUARD)) plain(node);
      }
    }
  });
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}
