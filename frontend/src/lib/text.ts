// Small words for counts and numbers.
const grouped = new Intl.NumberFormat('en-US');

export function formatCount(value: number): string {
  return grouped.format(value);
}

/** plural(1, 'step') is "1 step"; plural(2, 'step') is "2 steps". */
export function plural(count: number, word: string, many = `${word}s`): string {
  return `${formatCount(count)} ${count === 1 ? word : many}`;
}

/** A metric's value: short, but never a lie about its size. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return formatCount(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(3);
  return String(Number(value.toPrecision(6)));
}

/** A part of a whole, "91 %". Only all of it is 100 %, only nothing is 0 %. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return 'under 0.1 %';
  if (percent < 1) return `${Math.round(percent * 10) / 10} %`;
  if (percent > 99) return `${Math.floor(percent * 10 + 1e-9) / 10} %`;
  return `${Math.round(percent)} %`;
}

export function sentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The first paragraph (or heading) of a Markdown text on one line, without its marks. */
export function firstLine(text: string): string {
  const paragraph = text.trim().split(/\n\s*\n|(?<=^#.*)\n/)[0] ?? '';
  return paragraph
    .replace(/^#+\s*/, '')
    .replace(/[*`]/g, '')
    .replace(/\s+/g, ' ');
}
