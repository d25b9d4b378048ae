/** A colour for each person, the same on every screen. White text can be read on all of them. */

const COLOURS = [
  '#0f6cbd',
  '#a4268c',
  '#0b6a0b',
  '#b10e1c',
  '#7a4fb5',
  '#8a5700',
  '#02686b',
  '#6b4a2b',
] as const;

export function colourOf(username: string): string {
  let hash = 0;
  for (const letter of username) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return COLOURS[hash % COLOURS.length] ?? COLOURS[0];
}

/** "Ada Lovelace" is AL, "dora" is D. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('');
}
