// The token in whatever was pasted: a whole link, or the token alone.
export function tokenIn(pasted: string): string | null {
  const text = pasted.trim();
  const found = /[?&]token=([^&\s]+)/.exec(text)?.[1];
  if (found) return decodeURIComponent(found);
  return /^[\w.:-]{16,}$/.test(text) ? text : null;
}
