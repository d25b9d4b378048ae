/** Why a draft cannot be submitted now; null when it can. */

import { ASK_AN_OWNER } from '../../../api/session';
import type { Diagnostic } from '../../../api/types';
import type { PipelineDocument } from '../../../canvas/core/document';
import { plural } from '../../../lib/text';
import { countBySeverity } from './problems';
import type { Designer } from './session';

/** What may be drawn, and is refused when it is submitted. */
const NOT_RUNNABLE = 'kind-not-runnable';
/** A step without a compute takes the one that the dialog asks for. */
const COMPUTE_MISSING = 'compute-missing';

export function whyNotSubmit(
  { canWrite, diagnostics }: Pick<Designer, 'canWrite' | 'diagnostics'>,
  document: PipelineDocument,
): string | null {
  if (!canWrite) return `Readers cannot submit. ${ASK_AN_OWNER}`;
  if (!Object.values(document.nodes).some((node) => node.kind === 'step'))
    return 'Add a component first';
  const { errors } = countBySeverity(diagnostics.filter((one) => !isAskedFor(one)));
  if (errors === 0) return whatCannotRun(diagnostics.filter((one) => one.code === NOT_RUNNABLE));
  return `${errors} ${errors === 1 ? 'problem' : 'problems'} to solve first: see Problems`;
}

/** Whether the submit dialog has a field for it: a value of the pipeline, or the compute. */
export function isAskedFor(one: Diagnostic): boolean {
  return inputOf(one) !== null || isOfCompute(one);
}

export function isOfCompute({ code }: Diagnostic): boolean {
  return code === COMPUTE_MISSING;
}

/** The pipeline's input that it is about, as the dialog has a field for it; null when none. */
export function inputOf({ path }: Diagnostic): string | null {
  return /^inputs\.([^.]+)/.exec(path)?.[1] ?? null;
}

function whatCannotRun({ length }: readonly Diagnostic[]): string | null {
  if (length === 0) return null;
  return `${plural(length, 'step')} of a kind that cannot run here: see Problems`;
}
