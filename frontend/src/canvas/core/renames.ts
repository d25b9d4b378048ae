/** Nodes of two states of a document that differ in their names alone. */

import { apply } from './commands';
import type { Change } from './diff';
import type { PipelineDocument } from './document';
import { same } from './parts';

/** {name before: name after} of nodes that are what they were but for their name. */
export function renames(before: PipelineDocument, after: PipelineDocument): Map<string, string> {
  const gone = Object.keys(before.nodes).filter((key) => !(key in after.nodes));
  const found = new Map<string, string>();
  for (const [key, node] of Object.entries(after.nodes)) {
    if (key in before.nodes) continue;
    const old = gone.find((one) => !found.has(one) && same(before.nodes[one], node));
    if (old !== undefined) found.set(old, key);
  }
  return found;
}

/** `before`, with the names that its nodes have in `after`: what is compared with it then is the rest. */
export function withNames(
  before: PipelineDocument,
  names: ReadonlyMap<string, string>,
): PipelineDocument {
  return [...names].reduce(
    (document, [from, to]) => apply(document, { kind: 'rename-node', from, to }),
    before,
  );
}

export function renameChanges(names: ReadonlyMap<string, string>): Change[] {
  return [...names].map(([from, to]) => ({
    id: `name ${to}`,
    change: 'changed',
    kind: 'node',
    name: to,
    fields: [{ field: 'name', before: from, after: to }],
  }));
}
