/** The mapping of a do_while, read and written from the side of the inputs that are fed. */

import type { Json, JsonMap, StepNode } from '../../../canvas/core/document';

const PORT = /\.(?:inputs|outputs)\.([\w.]+)\s*\}\}\s*$/;

/** {input of the body: the output that feeds it in the next iteration} */
export function fedInputs(node: StepNode): Map<string, string> {
  const found = new Map<string, string>();
  const mapping = node.extra.mapping;
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) return found;
  for (const [output, inputs] of Object.entries(mapping)) {
    for (const input of Array.isArray(inputs) ? inputs : [inputs]) {
      if (typeof input === 'string') found.set(nameOf(input), nameOf(output));
    }
  }
  return found;
}

/** The node's own keys with one input fed by another output, or by none. */
export function withFed(node: StepNode, input: string, output: string | null): JsonMap {
  const fed = fedInputs(node);
  if (output === null) fed.delete(input);
  else fed.set(input, output);
  const mapping: Record<string, Json[]> = {};
  for (const [to, from] of fed) {
    const inputs = mapping[from] ?? [];
    mapping[from] = [...inputs, to];
  }
  return { ...node.extra, mapping };
}

/** A bare name, or the one in `${{parent.jobs.BODY.outputs.NAME}}`. */
function nameOf(written: string): string {
  return PORT.exec(written)?.[1] ?? written;
}
