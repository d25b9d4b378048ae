// Work that nobody waits for.

/** Calls once the browser has nothing better to do; returns how to call it off. */
export function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const id = requestIdleCallback(act);
    return () => cancelIdleCallback(id);
  }
  // Safari has no idle callback: some frames later is late enough.
  const timer = setTimeout(act, 200);
  return () => clearTimeout(timer);
}
