// Findings that have the same remedy stand together, and it is said once, after the last of them.
import type { Diagnostic } from '../api/types';

export interface Told {
  one: Diagnostic;
  /** What to do, where it is said here. */
  remedy: string | null;
  /** How many findings it is for. */
  count: number;
}

export function byRemedy(diagnostics: readonly Diagnostic[]): Told[] {
  const groups = new Map<string | Diagnostic, Diagnostic[]>();
  for (const one of diagnostics) {
    const key = one.hint ?? one;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) =>
    group.map((one, index) => ({
      one,
      remedy: index === group.length - 1 ? one.hint : null,
      count: group.length,
    })),
  );
}
