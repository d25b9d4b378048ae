/** What the right pane says about sweeps: the settings of one, or how a step becomes one. */

import { Button } from '@fluentui/react-components';
import { useCallback, useLayoutEffect, useRef } from 'react';
import type { NodePatch } from '../../../canvas/core/commands-nodes';
import type { StepNode } from '../../../canvas/core/document';
import { useDesigner } from '../data/session';
import { asStepPatch, asSweepPatch, isSweep } from './settings';
import { SweepSection } from './sweep-section';

interface SweepPartProps {
  nodeKey: string;
  node: StepNode;
  /** Inputs of the component that are values and are not sampled yet. */
  free: readonly string[];
}

export function SweepPart({ nodeKey, node, free }: SweepPartProps) {
  const { run, canWrite } = useDesigner();
  const sweeps = isSweep(node);
  const entry = useRef<HTMLElement | null>(null);
  const pressedAs = useRef<boolean | null>(null);
  // The button that was pressed goes: the keyboard comes to where one goes on.
  useLayoutEffect(() => {
    if (pressedAs.current === null || pressedAs.current === sweeps) return;
    pressedAs.current = null;
    entry.current?.focus();
  }, [sweeps]);
  const enter = useCallback((element: HTMLElement | null) => {
    entry.current = element;
  }, []);
  const turn = (patch: NodePatch, label: string) => {
    const isDone = run({ kind: 'set-node', node: nodeKey, patch, label });
    pressedAs.current = isDone ? sweeps : null;
  };
  if (sweeps) {
    return (
      <>
        <SweepSection nodeKey={nodeKey} node={node} free={free} entry={enter} />
        {canWrite && (
          <Button
            size="small"
            onClick={() => turn(asStepPatch(node), `make ${nodeKey} a plain step`)}
          >
            Make it a plain step
          </Button>
        )}
      </>
    );
  }
  if (!canWrite || node.type !== 'command' || free.length === 0) return null;
  return (
    <Button
      ref={enter}
      size="small"
      onClick={() => turn(asSweepPatch(node), `make ${nodeKey} a sweep`)}
    >
      Sweep over its parameters
    </Button>
  );
}
