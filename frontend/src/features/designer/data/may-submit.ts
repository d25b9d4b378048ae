/** Why a draft cannot be submitted now; null when it can. */

import { ASK_AN_OWNER } from '../../../api/session';
import type { Diagnostic } from '../../../api/types';
import type { PipelineDocument } from '../../../canvas/core/document';
import { plural } from '../../../lib/text';
import { countBySeverity } from './problems';
import type { Designer } from './session';

/** What may be drawn, and is refused when it is submitted. */
const NOT_RUNNABLE = 'kind-not-runnable';

export function whyNotSubmit(
  { canWrite, diagnostics }: Pick<Designer, 'canWrite' | 'diagnostics'>,
  document: PipelineDocument,
): string | null {
  if (!canWrite) return `Readers cannot submit. ${ASK_AN_OWNER}`;
  if (!Object.values(document.nodes).some((node) => node.kind === 'step'))
    return 'Add a component first';
  const { errors } = countBySeverity(diagnostics);
  if (errors === 0) return whatCannotRun(diagnostics.filter((one) => one.code === NOT_RUNNABLE));
  return `${errors} ${errors === 1 ? 'problem' : 'problems'} to solve first: see Problems`;
}

function whatCannotRun({ length }: readonly Diagnostic[]): string | null {
  if (length === 0) return null;
  return `${plural(length, 'step')} of a kind that cannot run here: see Problems`;
}
