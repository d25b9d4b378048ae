// One ticking clock for every relative time and running duration on the screen.
import { useSyncExternalStore } from 'react';

interface Clock {
  subscribe: (listener: () => void) => () => void;
  now: () => number;
}

function createClock(everyMs: number): Clock {
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const listeners = new Set<() => void>();
  const tick = () => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    if (listeners.size === 0) {
      now = Date.now();
      timer = setInterval(tick, everyMs);
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) clearInterval(timer);
    };
  };
  return {
    subscribe,
    now: () => (listeners.size ? now : Math.floor(Date.now() / everyMs) * everyMs),
  };
}

const seconds = createClock(1000);
const slow = createClock(15_000);
const still: Clock = { subscribe: () => () => {}, now: () => 0 };

/** The time now, renewed each second while `ticking`. */
export function useSeconds(ticking = true): number {
  const clock = ticking ? seconds : still;
  return useSyncExternalStore(clock.subscribe, clock.now);
}

/** The time now, renewed every quarter of a minute: enough for "5 min ago". */
export function useSlowClock(): number {
  return useSyncExternalStore(slow.subscribe, slow.now);
}
