/** What the fields of a node of control flow share. */

import type { NodePatch } from '../../../canvas/core/commands-nodes';
import type { Json, JsonMap, PipelineDocument, StepNode } from '../../../canvas/core/document';
import { messagesAt } from '../data/problems';
import { useDesigner } from '../data/session';

export interface ControlProps {
  nodeKey: string;
  node: StepNode;
}

export function useSet(nodeKey: string) {
  const { run } = useDesigner();
  return (patch: NodePatch, what: string) =>
    run({ kind: 'set-node', node: nodeKey, patch, label: `set ${what} of ${nodeKey}` });
}

export function useMessage(nodeKey: string, key: string) {
  const { diagnostics } = useDesigner();
  const found =
    messagesAt(diagnostics, `${nodeKey}.${key}`)[0] ??
    diagnostics.find(({ path }) => path.startsWith(`jobs.${nodeKey}.${key}`));
  return found
    ? { validationMessage: found.message, validationState: 'error' as const }
    : { validationState: 'none' as const };
}

export function stepKeys(document: PipelineDocument, except: string): string[] {
  return Object.entries(document.nodes).flatMap(([key, node]) =>
    node.kind === 'step' && key !== except ? [key] : [],
  );
}

export function withKey(map: JsonMap, key: string, value: Json): JsonMap {
  const { [key]: _, ...others } = map;
  return value === null ? others : { ...others, [key]: value };
}
