/** Findings about files that a pipeline names and that did not come with it: the folder has them. */

import type { Diagnostic } from '../../../api/types';

const CODES: ReadonlySet<string> = new Set([
  'file-not-found',
  'code-not-found',
  'code-not-uploaded',
  'path-not-found',
  'path-not-uploaded',
  'include-not-found',
  'build-not-found',
]);

/** Where the remedy is said for all of them at once. */
export function withoutRemedy(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.map((one) => (CODES.has(one.code) ? { ...one, hint: null } : one));
}

export function countNotSent(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter((one) => CODES.has(one.code)).length;
}
