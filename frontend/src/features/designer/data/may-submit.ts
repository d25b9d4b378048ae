/** Why a draft cannot be submitted now; null when it can. */

import type { PipelineDocument } from '../../../canvas/core/document';
import { countBySeverity } from './problems';
import type { Designer } from './session';

export function whyNotSubmit(
  { canWrite, diagnostics }: Pick<Designer, 'canWrite' | 'diagnostics'>,
  document: PipelineDocument,
): string | null {
  if (!canWrite) return 'Readers cannot submit';
  if (!Object.values(document.nodes).some((node) => node.kind === 'step'))
    return 'Add a component first';
  const { errors } = countBySeverity(diagnostics);
  if (errors === 0) return null;
  return `${errors} ${errors === 1 ? 'problem' : 'problems'} to solve first: see Problems`;
}
