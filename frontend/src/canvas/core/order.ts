/** What waits for what: along bindings, and where a node of control flow decides about a step. */

import { controlLinks } from './control';
import type { PipelineDocument } from './document';

/**
 * Calls back with each pair of nodes of which the second waits for the first. A step waits for the
 * condition that decides about it; a loop has run once its body has.
 */
export function eachWait(
  document: PipelineDocument,
  tell: (before: string, after: string) => void,
): void {
  for (const { source, target } of document.bindings) {
    if (source.node !== null && target.node !== null) tell(source.node, target.node);
  }
  for (const { from, to, block } of controlLinks(document)) {
    if (block === 'body') tell(to, from);
    else tell(from, to);
  }
}
