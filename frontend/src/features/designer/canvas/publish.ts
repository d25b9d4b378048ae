/** An output of a step made one of the pipeline, and joined to it. */

import { emptyOutput } from '../../../canvas/core/document';
import { freeName } from '../../../canvas/core/names';
import type { Designer } from '../data/session';

export function publishOutput({ store, run }: Designer, node: string, port: string): void {
  const { document } = store.get();
  const name = freeName(port, document.interface.outputs);
  const from = document.layout.nodes[node];
  const spot = from && { x: from.x + 16, y: from.y + 144 };
  const output = { ...emptyOutput(), description: null };
  run({
    kind: 'several',
    label: `make ${node}.${port} a pipeline output`,
    commands: [
      { kind: 'set-output', name, output, ...(spot ? { at: spot } : {}) },
      { kind: 'connect', source: { node, port }, target: { node: null, port: name } },
    ],
  });
}
