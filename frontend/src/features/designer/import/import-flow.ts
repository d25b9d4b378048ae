/**
 * Files on their way to the canvas or into drafts: found, chosen where they hold several pipelines,
 * read, looked at where something was found, then taken. Knows no React; who shows it keeps its step.
 */

import { asProblem, ProblemError } from '../../../api/problem';
import type { ImportedDocument, PipelineFiles, Problem } from '../../../api/types';
import { toastProblem } from '../../../ui/toast';
import { findPipelines, importFiles } from '../data/api';
import type { Value } from '../data/session';

/** What became of one pipeline; `main`: its file, whose neighbours may be brought along later. */
export interface Read {
  name: string;
  main: File | null;
  outcome: { kind: 'read'; found: ImportedDocument } | { kind: 'refused'; problem: Problem };
}

export type ImportStep =
  | { kind: 'reading'; what: string }
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
  flow.step.set({ kind: 'reading', what });
  if (main === null && holdsSeveral(files)) await choose(flow, files, what);
  else await read(flow, what, [() => readOne(files, main ?? aloneIn(files), main)]);
}

/** Goes on with the pipelines of these paths. */
export async function readChosen(
  { what, files, flow }: Extract<ImportStep, { kind: 'choosing' }>,
  paths: readonly string[],
): Promise<void> {
  const works = paths.map((path) => () => readAt(files, path));
  await read(flow, paths.length === 1 ? (paths[0] ?? what) : what, works);
}

export async function takeImport(
  flow: ImportFlow,
  found: readonly ImportedDocument[],
): Promise<void> {
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
    pipelines = await findPipelines(yaml);
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

/** One after the other; what is without findings is taken at once. */
async function read(
  flow: ImportFlow,
  what: string,
  works: readonly (() => Promise<Read>)[],
): Promise<void> {
  const reads: Read[] = [];
  try {
    for (const [index, work] of works.entries()) {
      const count = works.length > 1 ? ` (${index + 1} of ${works.length})` : '';
      flow.step.set({ kind: 'reading', what: what + count });
      reads.push(await work());
    }
  } catch (error) {
    refuse(flow, what, error);
    return;
  }
  const isClean = reads.every((one) => findingsOf(one).length === 0 && one.outcome.kind === 'read');
  if (isClean) await takeImport(flow, readable(reads));
  else flow.step.set({ kind: 'read', what, reads, flow });
}

async function readOne(
  files: readonly File[],
  main: File | null,
  beside: File | null,
): Promise<Read> {
  const name = main?.name ?? nameOf(files[0] as File);
  return outcomeOf(name, main, () => importFiles(files, { beside }));
}

async function readAt(files: readonly File[], path: string): Promise<Read> {
  const main = files.find((one) => pathIn(one) === path) ?? null;
  return outcomeOf(path, main, () => importFiles(files, { path }));
}

/** A refusal that lists findings is one to be read; any other ends the import. */
async function outcomeOf(
  name: string,
  main: File | null,
  work: () => Promise<ImportedDocument>,
): Promise<Read> {
  try {
    return { name, main, outcome: { kind: 'read', found: await work() } };
  } catch (error) {
    const problem = asProblem(error);
    const isAnswer = error instanceof ProblemError && error.status === 422;
    if (!isAnswer || problem.diagnostics.length === 0) throw error;
    return { name, main, outcome: { kind: 'refused', problem } };
  }
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
