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
