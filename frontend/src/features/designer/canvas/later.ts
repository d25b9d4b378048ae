/** Items that open something else do so once the menu has gone: its end would close that too. */
export function later(run: () => void): () => void {
  return () => void setTimeout(run, 20);
}
