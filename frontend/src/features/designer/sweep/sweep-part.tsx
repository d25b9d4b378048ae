/** What the right pane says about sweeps: the settings of one, or how a step becomes one. */

import { Button } from '@fluentui/react-components';
import type { StepNode } from '../../../canvas/core/document';
import { useDesigner } from '../data/session';
import { asSweepPatch, isSweep } from './settings';
import { SweepSection } from './sweep-section';

interface SweepPartProps {
  nodeKey: string;
  node: StepNode;
  /** Inputs of the component that are values and are not sampled yet. */
  free: readonly string[];
}

export function SweepPart({ nodeKey, node, free }: SweepPartProps) {
  const { run, canWrite } = useDesigner();
  if (isSweep(node)) return <SweepSection nodeKey={nodeKey} node={node} free={free} />;
  if (!canWrite || node.type !== 'command' || free.length === 0) return null;
  const sweep = () =>
    run({
      kind: 'set-node',
      node: nodeKey,
      patch: asSweepPatch(node),
      label: `make ${nodeKey} a sweep`,
    });
  return (
    <Button size="small" onClick={sweep}>
      Sweep over its parameters
    </Button>
  );
}
