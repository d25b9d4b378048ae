// Changes of a sweep's settings as commands of the document.
import type { Json, JsonMap, StepNode } from '../../../canvas/core/document';
import { useDesigner } from '../data/session';
import { withValue } from './settings';

export function useSweepEdit(nodeKey: string, node: StepNode) {
  const { run } = useDesigner();
  return {
    /** null takes the key out. */
    extra: (key: string, value: Json, what: string) =>
      run({
        kind: 'set-node',
        node: nodeKey,
        patch: {
          extra:
            value === null ? withValue(node.extra, key, null) : { ...node.extra, [key]: value },
        },
        label: `set ${what} of ${nodeKey}`,
      }),
    limits: (limits: JsonMap) =>
      run({
        kind: 'set-node',
        node: nodeKey,
        patch: { limits },
        label: `set limits of ${nodeKey}`,
      }),
  };
}
