// How the lines of a chart are told apart: by colour, and from the ninth on by dashes as well.
export const LINE_TOKENS = [
  '--colorBrandForeground1',
  '--colorPalettePumpkinBorderActive',
  '--colorPaletteGreenForeground1',
  '--colorPaletteBerryForeground1',
  '--colorPaletteTealForeground2',
  '--colorPaletteRedForeground1',
  '--colorPaletteMarigoldBorderActive',
  '--colorPalettePurpleBorderActive',
] as const;

const DASHES = [[], [6, 3], [2, 3], [8, 3, 2, 3]] as const;

export function colourOf(index: number): string {
  return LINE_TOKENS[index % LINE_TOKENS.length] ?? LINE_TOKENS[0];
}

export function dashOf(index: number): number[] {
  return [...(DASHES[Math.floor(index / LINE_TOKENS.length) % DASHES.length] ?? [])];
}

const DECADES = 15;

/** How far ticks may stand apart where whole numbers are counted: 1, 2, 5, 10, 20, … */
export const WHOLE_STEPS: number[] = Array.from({ length: DECADES }, (_, decade) =>
  [1, 2, 5].map((first) => first * 10 ** decade),
).flat();
