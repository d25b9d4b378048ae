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

export function countNotSent(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter((one) => CODES.has(one.code)).length;
}
