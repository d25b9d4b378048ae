// Terminal colours: text with escape sequences becomes spans with a style. What moves a cursor or
// sets a title means nothing in a log and is dropped.

export interface AnsiStyle {
  /** 0-15 are the theme's own colours; else a CSS colour. */
  color: number | string | null;
  background: number | string | null;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
  inverse: boolean;
}

export interface AnsiSpan {
  text: string;
  style: AnsiStyle;
}

export const PLAIN: AnsiStyle = {
  color: null,
  background: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
};

const ESC = '\u001b';
// CSI … letter; OSC … (BEL or ST); two-character escapes.
const SEQUENCES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are control characters.
  /\u001b\[([0-9;:?<=>]*)[ -/]*([@-~])|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-Z\\-~]?/g;

export function stripAnsi(line: string): string {
  return line.includes(ESC) ? line.replace(SEQUENCES, '') : line;
}

/** One of the 256 colours: the theme's sixteen, a 6x6x6 cube, then greys. */
function indexed(index: number): number | string {
  if (index < 16) return index;
  if (index > 231) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey},${grey},${grey})`;
  }
  const part = (value: number) => (value === 0 ? 0 : 55 + value * 40);
  const at = index - 16;
  return `rgb(${part(Math.floor(at / 36))},${part(Math.floor(at / 6) % 6)},${part(at % 6)})`;
}

/** Reads "5;N" or "2;R;G;B" after 38 or 48; says how many codes it took. */
function extended(codes: readonly number[], at: number): [number | string | null, number] {
  if (codes[at] === 5) return [indexed(codes[at + 1] ?? 0), 2];
  if (codes[at] === 2) {
    const [red = 0, green = 0, blue = 0] = codes.slice(at + 1, at + 4);
    return [`rgb(${red},${green},${blue})`, 4];
  }
  return [null, 1];
}

const SIMPLE: Record<number, Partial<AnsiStyle>> = {
  0: PLAIN,
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  39: { color: null },
  49: { background: null },
};

function basicColour(code: number): Partial<AnsiStyle> {
  if (code >= 30 && code <= 37) return { color: code - 30 };
  if (code >= 90 && code <= 97) return { color: code - 82 };
  if (code >= 40 && code <= 47) return { background: code - 40 };
  if (code >= 100 && code <= 107) return { background: code - 92 };
  return {};
}

export function applyCodes(style: AnsiStyle, text: string): AnsiStyle {
  const codes = text === '' ? [0] : text.split(/[;:]/).map(Number);
  let next = style;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const [colour, taken] = extended(codes, at + 1);
      next = { ...next, [code === 38 ? 'color' : 'background']: colour };
      at += taken;
    } else {
      next = { ...next, ...(SIMPLE[code] ?? basicColour(code)) };
    }
  }
  return next;
}

export function parseAnsi(line: string): AnsiSpan[] {
  if (!line.includes(ESC)) return line === '' ? [] : [{ text: line, style: PLAIN }];
  const spans: AnsiSpan[] = [];
  let style = PLAIN;
  let from = 0;
  const push = (to: number) => {
    if (to > from) spans.push({ text: line.slice(from, to), style });
  };
  for (const match of line.matchAll(SEQUENCES)) {
    push(match.index);
    from = match.index + match[0].length;
    if (match[2] === 'm') style = applyCodes(style, match[1] ?? '');
  }
  push(line.length);
  return spans;
}
