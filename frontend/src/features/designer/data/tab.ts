/** This tab of the browser: the same after a reload, another one for a copy of the tab. */

const KEY = 'studio.tab';

function begun(): string {
  const before = sessionStorage.getItem(KEY);
  // A tab that is copied takes its storage along: the name lies there only while no page has it.
  sessionStorage.removeItem(KEY);
  return before ?? crypto.getRandomValues(new Uint32Array(2)).join('-');
}

export const TAB = begun();

window.addEventListener('pagehide', () => sessionStorage.setItem(KEY, TAB));
// Back from the browser's cache of pages.
window.addEventListener('pageshow', () => sessionStorage.removeItem(KEY));
