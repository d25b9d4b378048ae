/** Nodes of control flow: what they decide about, how they are named, and the ports that they have. */

import { type NodeComponent, type Port, port } from './components';
import {
  isDataType,
  type Json,
  type JsonMap,
  type Node,
  type PipelineDocument,
  type StepNode,
} from './document';

export type ControlType = 'if_else' | 'do_while' | 'parallel_for';

export interface ControlLink {
  from: string;
  to: string;
  block: Block;
  /** What is written on the line. */
  label: string;
}

const NAMED = /^\s*\$\{\{\s*parent\.jobs\.([A-Za-z_]\w*)\s*\}\}\s*$/;
/** The keys under which a node of control flow names steps, with the word on their lines. */
export const BLOCKS = { true_block: 'true', false_block: 'false', body: 'runs' } as const;

export type Block = keyof typeof BLOCKS;

export const BLOCK_WORDS: Readonly<Record<Block, string>> = {
  true_block: 'Steps to run when true',
  false_block: 'Steps to run when false',
  body: 'The step to run',
};

export function controlType(node: Node | undefined): ControlType | null {
  if (node?.kind !== 'step') return null;
  const { type } = node;
  return isControlType(type) ? type : null;
}

export function isControlType(type: string): type is ControlType {
  return type === 'if_else' || type === 'do_while' || type === 'parallel_for';
}

export function referenceTo(key: string): string {
  return `\${{parent.jobs.${key}}}`;
}

/** The steps that one key of a node names: one, or a list of them. */
export function named(node: StepNode, key: Block): string[] {
  const written = node.extra[key];
  const entries = Array.isArray(written) ? written : [written];
  return entries.flatMap((one) => {
    const found = typeof one === 'string' ? NAMED.exec(one)?.[1] : undefined;
    return found === undefined ? [] : [found];
  });
}

export function controlLinks(document: PipelineDocument): ControlLink[] {
  const links: ControlLink[] = [];
  for (const [from, node] of Object.entries(document.nodes)) {
    if (node.kind !== 'step' || controlType(node) === null) continue;
    for (const key of ['true_block', 'false_block', 'body'] as const) {
      for (const to of named(node, key)) links.push({ from, to, block: key, label: BLOCKS[key] });
    }
  }
  return links;
}

const LINE = /^([^>]+)>>([^>]+)>([^>]+)$/;

/** Lines are selected by an id as connections are. */
export function lineId({ from, to, block }: Pick<ControlLink, 'from' | 'to' | 'block'>): string {
  return `${from}>>${block}>${to}`;
}

/** The line of that id; null for a connection or a box. */
export function lineOf(id: string): ControlLink | null {
  const [, from, block, to] = LINE.exec(id) ?? [];
  if (from === undefined || to === undefined || !isBlock(block)) return null;
  return { from, to, block, label: BLOCKS[block] };
}

function isBlock(text: string | undefined): text is Block {
  return text !== undefined && Object.hasOwn(BLOCKS, text);
}

/** "decide runs train when true" */
export function lineWords({ from, to, block }: ControlLink): string {
  return `${from} runs ${to}${block === 'body' ? '' : ` when ${BLOCKS[block]}`}`;
}

/** {step: the loop that runs it} */
export function bodiesOf(document: PipelineDocument): Map<string, string> {
  const found = new Map<string, string>();
  for (const { from, to, block } of controlLinks(document)) {
    if (block === 'body') found.set(to, from);
  }
  return found;
}

/** What stands under the name on the card. */
export function controlWords(node: StepNode): string {
  const { extra, limits } = node;
  if (node.type === 'if_else') return 'Condition';
  if (node.type === 'do_while') {
    const most = limits.max_iteration_count;
    return most === undefined ? 'Loop' : `Loop, at most ${String(most)} iterations`;
  }
  const count = itemCount(extra.items);
  return count === null ? 'For each item' : `For each of ${count} items`;
}

function itemCount(items: Json | undefined): number | null {
  if (Array.isArray(items)) return items.length;
  if (typeof items === 'object' && items !== null) return Object.keys(items).length;
  if (typeof items !== 'string') return null;
  try {
    return itemCount(JSON.parse(items) as Json);
  } catch {
    return null;
  }
}

/** The ports of a node of control flow; those of a loop are its body's, or tables of them. */
export function controlComponent(node: StepNode, body: NodeComponent | undefined): NodeComponent {
  const words = { name: null, version: null, type: node.type, display_name: controlWords(node) };
  if (node.type === 'if_else') {
    return { ...words, inputs: [port('condition', 'boolean')], outputs: [] };
  }
  const outputs = body?.outputs ?? [];
  if (node.type === 'do_while') return { ...words, inputs: [], outputs };
  const isGiven = node.extra.items !== undefined && node.extra.items !== null;
  return {
    ...words,
    inputs: [port('items', 'string', { optional: isGiven })],
    outputs: outputs.map(gathered),
  };
}

function gathered(one: Port): Port {
  return { ...one, type: isDataType(one.type) ? 'mltable' : 'string' };
}

/** Every text in the node's own keys through the rewrite. */
export function rewriteExtra(extra: JsonMap, rewrite: (text: string) => string): JsonMap {
  const next = rewriteJson(extra, rewrite);
  return next === extra || typeof next !== 'object' || next === null || Array.isArray(next)
    ? extra
    : next;
}

function rewriteJson(value: Json, rewrite: (text: string) => string): Json {
  if (typeof value === 'string') return rewrite(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const next = value.map((one) => rewriteJson(one, rewrite));
    return next.some((one, i) => one !== value[i]) ? next : value;
  }
  let changed = false;
  const next: JsonMap = {};
  for (const [key, one] of Object.entries(value)) {
    const written = rewriteJson(one, rewrite);
    changed ||= written !== one;
    next[key] = written;
  }
  return changed ? next : value;
}

/** The node without what it says about steps that are gone. */
export function withoutSteps(node: StepNode, gone: ReadonlySet<string>): StepNode {
  if (controlType(node) === null) return node;
  let { extra } = node;
  for (const block of Object.keys(BLOCKS) as Block[]) {
    for (const step of named(node, block)) {
      if (gone.has(step)) extra = withoutStepIn({ ...node, extra }, block, step);
    }
  }
  return { ...node, extra };
}

/** The blocks of a node, in the order in which their lines leave it. */
export function blocksOf(type: string): readonly Block[] {
  if (type === 'if_else') return ['true_block', 'false_block'];
  return isControlType(type) ? ['body'] : [];
}

/** What the node says once a step is in a block of it too: a loop has one body, a branch many steps. */
export function withStepIn(node: StepNode, block: Block, step: string): JsonMap {
  if (block === 'body') return { ...node.extra, body: referenceTo(step) };
  const other = block === 'true_block' ? 'false_block' : 'true_block';
  // A step is in one branch only.
  const extra = withoutStepIn(node, other, step);
  const before = named(node, block).filter((one) => one !== step);
  return { ...extra, [block]: [...before, step].map(referenceTo) };
}

/** What the node says once a step is no longer in a block of it. */
export function withoutStepIn(node: StepNode, block: Block, step: string): JsonMap {
  const before = named(node, block);
  const kept = before.filter((one) => one !== step);
  if (kept.length === before.length) return node.extra;
  const { [block]: written, ...others } = node.extra;
  const [first] = kept;
  if (first === undefined) return others;
  return {
    ...node.extra,
    [block]: Array.isArray(written) ? kept.map(referenceTo) : referenceTo(first),
  };
}
