/** The box of a node: its ports, its words, its size. The same box as long as the node is the same. */

import { remember } from '../../lib/remember';
import { port as makePort, type NodeComponent, type Port } from './components';
import {
  BLOCK_WORDS,
  BLOCKS,
  type Block,
  blocksOf,
  controlType,
  controlWords,
  isControlType,
} from './control';
import { type Binding, isDataType, type Node, type Position, type StepNode } from './document';
import type { Box, PortSpot } from './scene';

/** Widths that differ by a multiple of two grid steps: boxes on the grid can share a middle. */
export const CARD = { width: 220, height: 64 };
export const PILL = { width: 188, height: 52 };
const PORT_GAP = 28;

interface Given {
  key: string;
  node: Node;
  component: NodeComponent | undefined;
  inputs: readonly Port[];
  outputs: readonly Port[];
  width: number;
  at: Position;
}

interface Made {
  component: NodeComponent | undefined;
  inputs: readonly Port[];
  outputs: readonly Port[];
  box: Box;
}

const made = new WeakMap<Node, Made>();

export function nodeBox(given: Given): Box {
  const { key, node, component, inputs, outputs, at } = given;
  const last = made.get(node);
  if (
    last &&
    last.box.id === key &&
    last.box.x === at.x &&
    last.box.y === at.y &&
    last.component === component &&
    last.inputs === inputs &&
    last.outputs === outputs
  ) {
    return last.box;
  }
  const box = newBox(given);
  made.set(node, { component, inputs, outputs, box });
  return box;
}

function newBox({ key, node, component, inputs, outputs, width, at }: Given): Box {
  const isData = node.kind === 'data';
  const { height } = sizeOf(node);
  return {
    id: key,
    kind: node.kind,
    x: at.x,
    y: at.y,
    width,
    height,
    title: node.display_name || (isData ? shortReference(node.path) : key),
    subtitle: isData ? node.type : stepSubtitle(node, component),
    type: boxType(node, component),
    comment: node.comment ?? '',
    spots: [
      ...spread(inputs, width, 0, 'target', key),
      ...below(node, outputs, width, height, key),
    ],
    isKnown: component !== undefined,
  };
}

/** What an author left out is said by the component: a file may name a pipeline without its type. */
function boxType(node: Node, component: NodeComponent | undefined): string {
  return node.kind === 'step' && node.type === 'command' ? component?.type || node.type : node.type;
}

/** It holds steps of its own: drawn as a stack. */
export function isNested({ kind, type }: Pick<Box, 'kind' | 'type'>): boolean {
  return kind === 'step' && type === 'pipeline';
}

/** How far the second sheet of a stack looks out, in pixels. */
export const STACK = 5;

export function sizeOf(node: Node): { width: number; height: number } {
  return node.kind === 'data' ? PILL : CARD;
}

export function nodeWidth(node: Node, inputs: readonly Port[], outputs: readonly Port[]): number {
  const below = outputs.length + (node.kind === 'step' ? blocksOf(node.type).length : 0);
  return Math.max(sizeOf(node).width, Math.max(inputs.length, below) * PORT_GAP + 24);
}

/** Data, and what decides which steps run. */
function isAlwaysShown(component: NodeComponent, port: Port): boolean {
  return isControlType(component.type) || isDataType(port.type);
}

/** What many nodes of one component share. */
const shapeOf = remember((component: NodeComponent) => {
  const always = component.inputs.filter((one) => isAlwaysShown(component, one));
  const isAlways = new Map(
    component.inputs.map((one) => [one.name, isAlwaysShown(component, one)]),
  );
  return { always, isAlways };
});

/** Data inputs always, and those of control flow; parameters only when a step's output feeds them. */
export function shownInputs(
  component: NodeComponent | undefined,
  bound: readonly Binding[],
  isDrawn: (binding: Binding) => boolean,
): readonly Port[] {
  const shape = component && shapeOf(component);
  const isUsual = ({ source, target }: Binding) => {
    const isAlways = shape?.isAlways.get(target.port);
    return isAlways || (isAlways === false && source.node === null);
  };
  if (shape && bound.every(isUsual)) return shape.always;
  const wired = new Map(bound.map((one) => [one.target.port, one]));
  const declared = (component?.inputs ?? []).filter(
    (one) => shape?.isAlways.get(one.name) || (wired.get(one.name)?.source.node ?? null) !== null,
  );
  const others = [...wired.values()]
    .filter((one) => !shape?.isAlways.has(one.target.port) && isDrawn(one))
    .map((one) => makePort(one.target.port, '', { description: 'Not an input of the component' }));
  return others.length > 0 ? [...declared, ...others] : declared;
}

/** What leaves a node: what it runs, then what it makes. */
function below(
  node: Node,
  outputs: readonly Port[],
  width: number,
  y: number,
  key: string,
): PortSpot[] {
  const blocks = node.kind === 'step' ? blocksOf(node.type) : [];
  const ports = [...blocks.map(blockPort), ...outputs];
  return spread(ports, width, y, 'source', key).map((spot, i) => {
    const block = blocks[i];
    return block ? { ...spot, block } : spot;
  });
}

/** No type of the language: nothing is handed over there. */
export const STEPS_TYPE = 'steps';

const blockPort = (block: Block): Port =>
  makePort(BLOCKS[block], STEPS_TYPE, { description: BLOCK_WORDS[block] });

function spread(
  ports: readonly Port[],
  width: number,
  y: number,
  side: 'source' | 'target',
  node: string,
): PortSpot[] {
  const gap = width / (ports.length + 1);
  return ports.map((port, i) => ({
    port,
    place: { node, port: port.name },
    side,
    x: Math.round(gap * (i + 1)),
    y,
  }));
}

/** "azureml:train:3" reads "train:3"; long addresses show their end. */
export function shortReference(text: string): string {
  const plain = text.replace(/^azureml:(?!\/\/)/, '');
  if (plain.length <= 40) return plain;
  return `…${plain.slice(-38)}`;
}

function stepSubtitle(node: StepNode, component?: NodeComponent): string {
  if (controlType(node) !== null) return controlWords(node);
  return subtitleOf(node.component, component);
}

function subtitleOf(reference: unknown, component?: NodeComponent): string {
  if (component?.name) {
    const name = component.display_name || component.name;
    return component.version ? `${name} · version ${component.version}` : name;
  }
  if (typeof reference === 'string') return shortReference(reference);
  return component ? component.display_name || component.type : 'inline component';
}
