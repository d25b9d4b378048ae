// An answer that says no, as an error that screens can show whole: code, message, hint, findings.
import type { Diagnostic, Problem } from './types';

export class ProblemError extends Error implements Problem {
  readonly status: number;
  readonly code: string;
  readonly hint: string | null;
  readonly place: string | null;
  readonly diagnostics: Diagnostic[];

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.message ?? 'The studio did not say what went wrong.');
    this.name = 'ProblemError';
    this.status = status;
    this.code = problem.code ?? `http-${status}`;
    this.hint = problem.hint ?? null;
    this.place = problem.place ?? null;
    this.diagnostics = problem.diagnostics ?? [];
  }
}

export const OFFLINE = 0;

export function offline(): ProblemError {
  return new ProblemError(OFFLINE, {
    code: 'studio-unreachable',
    message: 'The studio does not answer.',
    hint: 'Is it still running? The page tries again by itself once the connection is back.',
  });
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}

/** Reads whatever came back: a problem document, or a proxy's plain page. */
export function problemFrom(status: number, text: string): ProblemError {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isProblem(parsed)) return new ProblemError(status, parsed);
  } catch {
    // Not JSON: something between the page and the studio answered.
  }
  return new ProblemError(status, {
    code: `http-${status}`,
    message: `The studio answered with status ${status}.`,
    hint: status >= 500 ? "The studio's own log says more. Trying again may help." : null,
  });
}

export function asProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error;
  if (isProblem(error) && !(error instanceof Error)) {
    const { code, message, hint = null, place = null, diagnostics = [] } = error;
    return { code, message, hint, place, diagnostics };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'unexpected', message, hint: null, place: null, diagnostics: [] };
}
