/**
 * Files on their way to the canvas or into a draft: read, looked at where something was found, then
 * taken. Knows no React; who shows it keeps its step.
 */

import { asProblem } from '../../../api/problem';
import type { ImportedDocument, Problem } from '../../../api/types';
import { toastProblem } from '../../../ui/toast';
import { importFiles } from '../data/api';
import type { Value } from '../data/session';

/** `main`: the one file whose neighbours may be brought along later. */
export type ImportStep =
  | { kind: 'reading'; what: string }
  | { kind: 'read'; what: string; found: ImportedDocument; main: File | null }
  | { kind: 'refused'; what: string; problem: Problem; main: File | null };

export interface ImportFlow {
  step: Value<ImportStep | null>;
  /** What taking is called, on its button. */
  act: string;
  /** Gets what was read, once. */
  take(found: ImportedDocument): Promise<void> | void;
}

/** Reads files; with `main`, they are what lies beside it. What is without findings is taken at once. */
export async function startImport(
  flow: ImportFlow,
  files: readonly File[],
  main: File | null = null,
): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  const what = main?.name ?? nameOf(first);
  const alone = files.length === 1 && /\.ya?ml$/i.test(first.name) ? first : null;
  const given = { what, main: main ?? alone };
  flow.step.set({ kind: 'reading', what });
  try {
    const found = await importFiles(files, main);
    if (found.diagnostics.length > 0) flow.step.set({ kind: 'read', ...given, found });
    else await takeImport(flow, found);
  } catch (error) {
    const problem = asProblem(error);
    const isToRead = problem.diagnostics.length > 0;
    flow.step.set(isToRead ? { kind: 'refused', ...given, problem } : null);
    if (!isToRead) toastProblem('Nothing was imported', error);
  }
}

export async function takeImport(flow: ImportFlow, found: ImportedDocument): Promise<void> {
  try {
    await flow.take(found);
  } catch (error) {
    toastProblem('Nothing was imported', error);
  } finally {
    flow.step.set(null);
  }
}

/** A folder by its name, a file by its own. */
function nameOf({ name, webkitRelativePath }: File): string {
  return webkitRelativePath.split('/')[0] || name;
}
