// Search over a growing log: a few milliseconds at a time, going on where it stopped.
import { useEffect, useState } from 'react';
import type { LogBuffer } from './buffer';
import { searchLines } from './search';

export interface Found {
  /** Line numbers, rising. */
  lines: readonly number[];
  done: boolean;
}

const SLICE_MS = 8;
const NOTHING: Found = { lines: [], done: true };

class Search {
  #lines: number[] = [];
  #reached = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly buffer: LogBuffer,
    private readonly regex: RegExp,
    private readonly publish: (found: Found) => void,
  ) {}

  run = (): void => {
    clearTimeout(this.#timer);
    const until = performance.now() + SLICE_MS;
    const last = this.#lines.at(-1);
    if (last !== undefined && last >= this.#reached) this.#lines.pop();
    for (const { found, reached } of searchLines(this.buffer, this.regex, this.#reached)) {
      for (const line of found) this.#lines.push(line);
      this.#reached = reached;
      if (performance.now() > until) break;
    }
    const done = this.#reached >= this.buffer.lineCount;
    this.publish({ lines: [...this.#lines], done });
    // The last line may still grow: it is looked at again.
    if (done) this.#reached = Math.max(0, this.#reached - 1);
    else this.#timer = setTimeout(this.run);
  };

  stop(): void {
    clearTimeout(this.#timer);
  }
}

export function useLogSearch(buffer: LogBuffer, regex: RegExp | null): Found {
  const [found, setFound] = useState<{ regex: RegExp | null; found: Found }>({
    regex: null,
    found: NOTHING,
  });
  useEffect(() => {
    if (!regex) return;
    const search = new Search(buffer, regex, (next) => setFound({ regex, found: next }));
    let waiting: ReturnType<typeof setTimeout> | undefined;
    search.run();
    const stop = buffer.subscribe(() => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        search.run();
      }, 100);
    });
    return () => {
      clearTimeout(waiting);
      stop();
      search.stop();
    };
  }, [buffer, regex]);
  if (!regex) return NOTHING;
  return found.regex === regex ? found.found : { lines: [], done: false };
}
