/** Nodes of control flow that can be put on the canvas: they decide about steps that stand there. */

import type { Command } from '../../../canvas/core/commands';
import { type Block, type ControlType, withStepIn } from '../../../canvas/core/control';
import { type PipelineDocument, type StepNode, stepNode } from '../../../canvas/core/document';
import { type Point, snapPoint } from '../../../canvas/core/geometry';
import { freeName } from '../../../canvas/core/names';

export interface ControlAsset {
  type: ControlType;
  title: string;
  description: string;
  /** Key of its node, where it is free. */
  key: string;
}

export const CONTROLS: readonly ControlAsset[] = [
  {
    type: 'if_else',
    title: 'If / else',
    description: 'Runs one of two branches',
    key: 'decide',
  },
  {
    type: 'do_while',
    title: 'While',
    description: 'Repeats a step',
    key: 'repeat',
  },
  {
    type: 'parallel_for',
    title: 'For each',
    description: 'Runs a step for each item',
    key: 'for_each',
  },
];

/** What people call them elsewhere finds them too. */
const ALSO: Readonly<Record<ControlType, string>> = {
  if_else: 'if else condition branch switch control',
  do_while: 'while loop repeat iterate control',
  parallel_for: 'for each loop map fan out parallel control',
};

export function controlsFor(search: string): readonly ControlAsset[] {
  const words = search.toLowerCase().split(/\s+/);
  return CONTROLS.filter(({ type, title }) => {
    const text = `${title.toLowerCase()} ${ALSO[type]}`;
    return words.every((word) => text.includes(word));
  });
}

/** A loop has to end: the language asks for a limit. */
const FIRST_LIMIT = 10;

export function controlNode(type: ControlType): StepNode {
  const node = stepNode({ type }, type);
  return type === 'do_while' ? { ...node, limits: { max_iteration_count: FIRST_LIMIT } } : node;
}

/** The block that takes the first step that is chosen for such a node. */
export function firstBlock(type: ControlType): Block {
  return type === 'if_else' ? 'true_block' : 'body';
}

/** A new node of control flow above a step, which it decides about from then on. */
export function wrapCommand(
  document: PipelineDocument,
  step: string,
  type: ControlType,
): { command: Command; key: string } {
  const control = CONTROLS.find((one) => one.type === type);
  const key = freeName(control?.key ?? type, document.nodes);
  const node = controlNode(type);
  const whole = { ...node, extra: withStepIn(node, firstBlock(type), step) };
  const { x, y }: Point = document.layout.nodes[step] ?? { x: 0, y: 0 };
  const at = snapPoint({ x: x - 260, y: y - 32 });
  const add = { kind: 'add-node' as const, key, node: whole, at };
  return { command: { kind: 'several', commands: [add], label: `let ${key} run ${step}` }, key };
}
