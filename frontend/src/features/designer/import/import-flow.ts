/**
 * Files on their way to the canvas or into drafts: found, chosen where they hold several pipelines,
 * read, looked at where something was found, then taken. Knows no React; who shows it keeps its step.
 */

import { asProblem, ProblemError } from '../../../api/problem';
import type { ChosenDocument, ImportedDocument, PipelineFiles, Problem } from '../../../api/types';
import type { Progress } from '../../../api/upload';
import { toastProblem } from '../../../ui/toast';
import { findPipelines, importChosen, importFiles } from '../data/api';
import type { Value } from '../data/session';

/** What became of one pipeline; `main`: its file, whose neighbours may be brought along later. */
export interface Read {
  name: string;
  main: File | null;
  outcome: { kind: 'read'; found: ImportedDocument } | { kind: 'refused'; problem: Problem };
}

export type ImportStep =
  /** `sent`: how far the files are on their way, in bytes; none once they are there. */
  | { kind: 'reading'; what: string; sent?: { bytes: number; total: number } }
  | {
      kind: 'choosing';
      what: string;
      files: readonly File[];
      pipelines: PipelineFiles;
      flow: ImportFlow;
    }
  | { kind: 'read'; what: string; reads: readonly Read[]; flow: ImportFlow };

export const KEPT_IN_YAML =
  'What could not be read is not on the canvas. The YAML beside it keeps the text as it is, with these findings at their lines.';

export interface ImportFlow {
  step: Value<ImportStep | null>;
  /** Whether several pipelines can be taken at once. */
  takesSeveral: boolean;
  /** What taking so many is called, on its button. */
  act(count: number): string;
  /** What becomes of that which could not be read. */
  leftOut: string;
  /** Gets what was read, once. */
  take(found: readonly ImportedDocument[]): Promise<void> | void;
}

/** Begins with files; with `main`, they are what lies beside it. */
export async function startImport(
  flow: ImportFlow,
  files: readonly File[],
  main: File | null = null,
): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  const what = main?.name ?? nameOf(first);
  if (main === null && holdsSeveral(files)) await choose(flow, files, what);
  else await read(flow, what, (tell) => readOne(files, main, tell));
}

/** Goes on with the pipelines of these paths. */
export async function readChosen(
  { what, files, flow }: Extract<ImportStep, { kind: 'choosing' }>,
  paths: readonly string[],
): Promise<void> {
  const called = paths.length === 1 ? (paths[0] ?? what) : `${paths.length} pipelines of ${what}`;
  await read(flow, called, async (tell) => {
    const items = await importChosen(files, paths, tell);
    return items.map((one) => readOf(one, files));
  });
}

export async function takeImport(
  flow: ImportFlow,
  what: string,
  found: readonly ImportedDocument[],
): Promise<void> {
  flow.step.set({ kind: 'reading', what });
  try {
    await flow.take(found);
  } catch (error) {
    toastProblem('Nothing was imported', error);
  } finally {
    flow.step.set(null);
  }
}

export function readable(reads: readonly Read[]): ImportedDocument[] {
  return reads.flatMap(({ outcome }) => (outcome.kind === 'read' ? [outcome.found] : []));
}

export function findingsOf({ outcome }: Read) {
  return outcome.kind === 'read' ? outcome.found.diagnostics : outcome.problem.diagnostics;
}

async function choose(flow: ImportFlow, files: readonly File[], what: string): Promise<void> {
  let pipelines: PipelineFiles;
  try {
    const yaml = onlyYaml(files);
    if (yaml.length === 0) throw new Error(`${what} holds no YAML file, so no pipeline.`);
    pipelines = await findPipelines(yaml, telling(flow, what));
  } catch (error) {
    refuse(flow, what, error);
    return;
  }
  const step = { kind: 'choosing', what, files, pipelines, flow } as const;
  const [only, ...others] = pipelines.pipelines;
  const isClear = only && others.length === 0 && pipelines.unreadable.length === 0;
  if (isClear) await readChosen(step, [only.path]);
  else flow.step.set(step);
}

/** How far files are on their way, from now on. */
function telling(flow: ImportFlow, what: string): Progress {
  flow.step.set({ kind: 'reading', what });
  return (bytes, total) => {
    const sent = bytes < total ? { sent: { bytes, total } } : {};
    flow.step.set({ kind: 'reading', what, ...sent });
  };
}

/** What is without findings is taken at once. */
async function read(
  flow: ImportFlow,
  what: string,
  work: (tell: Progress) => Promise<readonly Read[]>,
): Promise<void> {
  let reads: readonly Read[];
  try {
    reads = await work(telling(flow, what));
  } catch (error) {
    refuse(flow, what, error);
    return;
  }
  const isClean = reads.every((one) => findingsOf(one).length === 0 && one.outcome.kind === 'read');
  if (isClean) await takeImport(flow, what, readable(reads));
  else flow.step.set({ kind: 'read', what, reads, flow });
}

async function readOne(
  files: readonly File[],
  beside: File | null,
  tell: Progress,
): Promise<readonly Read[]> {
  const main = beside ?? aloneIn(files);
  const name = main?.name ?? nameOf(files[0] as File);
  try {
    const found = await importFiles(files, beside, tell);
    return [{ name, main, outcome: { kind: 'read', found } }];
  } catch (error) {
    const problem = asProblem(error);
    // A refusal that lists findings is one to be read; any other ends the import.
    const isAnswer = error instanceof ProblemError && error.status === 422;
    if (!isAnswer || problem.diagnostics.length === 0) throw error;
    return [{ name, main, outcome: { kind: 'refused', problem } }];
  }
}

function readOf({ path, found, problem }: ChosenDocument, files: readonly File[]): Read {
  const main = files.find((one) => pathIn(one) === path) ?? null;
  const outcome: Read['outcome'] = found ? { kind: 'read', found } : { kind: 'refused', problem };
  return { name: path, main, outcome };
}

function refuse(flow: ImportFlow, what: string, error: unknown): void {
  const problem = asProblem(error);
  const isToRead = problem.diagnostics.length > 0;
  const reads: Read[] = [{ name: what, main: null, outcome: { kind: 'refused', problem } }];
  flow.step.set(isToRead ? { kind: 'read', what, reads, flow } : null);
  if (!isToRead) toastProblem('Nothing was imported', error);
}

function holdsSeveral(files: readonly File[]): boolean {
  const [first] = files;
  return files.length > 1 || Boolean(first?.webkitRelativePath) || hasEnding(first, '.zip');
}

function aloneIn(files: readonly File[]): File | null {
  const [first] = files;
  return first && (hasEnding(first, '.yml') || hasEnding(first, '.yaml')) ? first : null;
}

/** What a folder's pipelines are found by; all of it where the server could not tell the same paths. */
function onlyYaml(files: readonly File[]): readonly File[] {
  const tops = new Set(files.map((one) => one.webkitRelativePath.split('/')[0]));
  if (files.length === 1 || tops.size > 1) return files;
  return files.filter((one) => hasEnding(one, '.yml') || hasEnding(one, '.yaml'));
}

function hasEnding(file: File | undefined, ending: string): boolean {
  return file?.name.toLowerCase().endsWith(ending) ?? false;
}

/** Below the folder that was chosen. */
function pathIn({ name, webkitRelativePath }: File): string {
  return webkitRelativePath.split('/').slice(1).join('/') || name;
}

/** A folder by its name, a file by its own. */
function nameOf({ name, webkitRelativePath }: File): string {
  return webkitRelativePath.split('/')[0] || name;
}
