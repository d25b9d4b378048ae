// What the types of jobs mean to a screen.

interface Typed {
  type: string;
}

interface Ended {
  status: string;
  error: { code: string } | null;
}

/** Loops and sweeps: no compute runs them, and they have jobs below them. */
const GROWING: Readonly<Record<string, string>> = {
  do_while: 'loop',
  parallel_for: 'loop',
  sweep: 'sweep',
};

/** A script began it with an MLflow client: the studio shows it and runs nothing for it. */
export function isRun({ type }: Typed): boolean {
  return type === 'mlflow_run';
}

/** It has a graph of its own to go into. */
export function opens({ type }: Typed): boolean {
  return type === 'pipeline' || type in GROWING;
}

/** A command ran for it: it has a log, code and measurements. */
export function runsCommand(job: Typed): boolean {
  return !opens(job) && job.type !== 'if_else' && !isRun(job);
}

/** What people call it in a sentence. */
export function wordOf({ type }: Typed): string {
  if (type === 'pipeline') return 'nested pipeline';
  if (type === 'if_else') return 'condition';
  if (isRun({ type })) return 'run';
  return GROWING[type] ?? 'step';
}

/** A condition chose another branch: it is Canceled, and nothing is wrong with it. */
export function wasSkipped({ status, error }: Ended): boolean {
  return status === 'Canceled' && error?.code === 'branch-not-taken';
}

/** A trial that its sweep's early termination has ended: it is Canceled, and nothing is wrong with it. */
export function wasStoppedEarly({ status, error }: Ended): boolean {
  return status === 'Canceled' && error?.code === 'early-termination';
}
