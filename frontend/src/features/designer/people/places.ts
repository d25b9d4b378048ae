/** What somebody has selected, with the way into nested pipelines before it: "fan/inner/train". */

export function placeIn(path: readonly string[], id: string): string {
  return [...path, id].join('/');
}

export interface SelectedPlace {
  path: readonly string[];
  id: string;
}

export function placeOf(selected: string): SelectedPlace {
  const parts = selected.split('/');
  return { path: parts.slice(0, -1), id: parts.at(-1) ?? '' };
}

/** The box that stands for a place at the level that is shown: itself, or the step that it is inside of. */
export function boxAt(
  here: readonly string[],
  selected: string,
): { id: string; isInside: boolean } | null {
  const { path, id } = placeOf(selected);
  if (here.some((key, i) => path[i] !== key)) return null;
  const step = path[here.length];
  return step === undefined ? { id, isInside: false } : { id: step, isInside: true };
}
