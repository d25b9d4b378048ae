/** Text being typed that outlives its editor: a tab of the page, a reload, a wrong link. */

import { useCallback, useState } from 'react';

export interface KeptText {
  text: string;
  set: (text: string) => void;
  /** It has been saved, or is not wanted any more. */
  clear: () => void;
}

/** `start`: what stands there before anybody types; for as long as this browser tab is open. */
export function useKeptText(name: string, start: string): KeptText {
  const key = `studio.typed.${name}`;
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? start);
  const set = useCallback(
    (next: string) => {
      setText(next);
      if (next === start) sessionStorage.removeItem(key);
      else keep(key, next);
    },
    [key, start],
  );
  const clear = useCallback(() => {
    sessionStorage.removeItem(key);
    setText(start);
  }, [key, start]);
  return { text, set, clear };
}

function keep(key: string, text: string): void {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    // The storage is full: the text lives as long as its editor, as without it.
  }
}
