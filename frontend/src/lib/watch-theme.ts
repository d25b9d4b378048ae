// The theme is an attribute of the page: another theme is another set of colours.

/** Calls whenever the page changes between light and dark; returns how to stop. */
export function watchTheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
