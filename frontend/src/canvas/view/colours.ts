/** Colours of the theme as the canvas needs them: read once for each theme, not for each frame. */

export interface Colours {
  isDark: boolean;
  ground: string;
  dot: string;
  card: string;
  line: string;
  text: string;
  faint: string;
  brand: string;
  wash: string;
  danger: string;
  warning: string;
  good: string;
  running: string;
  waiting: string;
  note: string;
}

const VARIABLES: Readonly<Record<Exclude<keyof Colours, 'isDark'>, string>> = {
  ground: '--colorNeutralBackground3',
  dot: '--colorNeutralStroke2',
  card: '--colorNeutralBackground1',
  line: '--colorNeutralStrokeAccessible',
  text: '--colorNeutralForeground1',
  faint: '--colorNeutralForeground3',
  brand: '--colorBrandStroke1',
  wash: '--colorBrandBackground2',
  danger: '--colorPaletteRedForeground1',
  warning: '--colorPaletteDarkOrangeForeground1',
  good: '--colorPaletteGreenForeground1',
  running: '--colorPaletteBlueForeground2',
  waiting: '--colorNeutralForeground4',
  note: '--colorPaletteYellowBackground1',
};

export function readColours(element: HTMLElement): Colours {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim() || '#888888';
  const entries = Object.entries(VARIABLES).map(([key, name]) => [key, read(name)]);
  const colours = Object.fromEntries(entries) as Omit<Colours, 'isDark'>;
  return { ...colours, isDark: isDark(colours.card) };
}

function isDark(colour: string): boolean {
  const hex = /^#([0-9a-f]{6})/i.exec(colour)?.[1];
  if (!hex) return false;
  const value = Number.parseInt(hex, 16);
  const [red, green, blue] = [value >> 16, (value >> 8) & 255, value & 255];
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
