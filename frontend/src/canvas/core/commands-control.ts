/** Commands about which steps a node of control flow runs: the lines from its blocks. */

import { withStep } from './commands-nodes';
import { pathBetween } from './connect';
import {
  BLOCKS,
  type Block,
  bodiesOf,
  controlLinks,
  controlType,
  named,
  withoutStepIn,
  withStepIn,
} from './control';
import type { PipelineDocument } from './document';

export type ControlCommand =
  | { kind: 'run-step'; node: string; block: Block; step: string }
  | { kind: 'cut-line'; node: string; block: Block; step: string };

export function applyControl(
  document: PipelineDocument,
  { kind, node, block, step }: ControlCommand,
): PipelineDocument {
  const change = kind === 'run-step' ? withStepIn : withoutStepIn;
  return withStep(document, node, (one) => ({ ...one, extra: change(one, block, step) }));
}

/** Why a block cannot run what stands there; null when it can. The rules are those of control_steps.py. */
export function runRefusal(
  document: PipelineDocument,
  node: string,
  block: Block,
  step: string,
): string | null {
  const target = document.nodes[step];
  if (node === step) return 'A node cannot run itself.';
  if (target?.kind !== 'step') return 'Only a step can be run.';
  const control = document.nodes[node];
  if (control?.kind !== 'step' || controlType(control) === null) return `There is no node ${node}.`;
  if (named(control, block).includes(step)) {
    return `${node} runs ${step} already${block === 'body' ? '' : ` when ${BLOCKS[block]}`}.`;
  }
  return (
    (block === 'body' ? bodyRefusal(document, node, step) : branchRefusal(document, step)) ??
    cycleOf(document, node, block, step)
  );
}

function bodyRefusal(document: PipelineDocument, loop: string, step: string): string | null {
  if (controlType(document.nodes[step]) !== null) {
    return `${step} is a node of control flow: a loop runs a step or a pipeline.`;
  }
  const other = bodiesOf(document).get(step);
  if (other !== undefined) return `${other} runs ${step} already.`;
  const gate = controlLinks(document).find(({ to }) => to === step)?.from;
  if (gate === undefined) return null;
  return `${gate} decides about ${step}: let ${gate} run ${loop} instead.`;
}

function branchRefusal(document: PipelineDocument, step: string): string | null {
  const loop = bodiesOf(document).get(step);
  return loop === undefined ? null : `${loop} runs ${step} in turn: connect to ${loop} instead.`;
}

function cycleOf(document: PipelineDocument, node: string, block: Block, step: string) {
  const [first, last] = block === 'body' ? [step, node] : [node, step];
  const back = pathBetween(document, last, first);
  return back ? `This would be a cycle: ${[...back, last].join(' → ')}.` : null;
}
