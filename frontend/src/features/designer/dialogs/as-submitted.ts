/** The draft as its next job would have it, so that the one validator can say what it thinks. */

import type { PipelineDocument } from '../../../canvas/core/document';
import type { Wish } from '../jobs/last-wish';

/** An input that was left empty has the draft's own value, as at submission. */
export function asSubmitted(
  document: PipelineDocument,
  { inputs, compute }: Pick<Wish, 'inputs' | 'compute'>,
): PipelineDocument {
  const own = document.interface.inputs;
  const given = Object.entries(own).map(([name, input]) => {
    const value = inputs[name];
    return [name, value === undefined ? input : { ...input, value }] as const;
  });
  return {
    ...document,
    interface: { ...document.interface, inputs: Object.fromEntries(given) },
    settings: { ...document.settings, default_compute: compute },
  };
}
