/**
 * The document as boxes, ports and edges with places: what is drawn and hit, made once for each
 * change of the document. Pure; the view adds only what moves meanwhile.
 */

import { once } from '../../lib/remember';
import {
  type Components,
  componentOf,
  interfaceInputType,
  port as makePort,
  type Port,
} from './components';
import { mayFeed } from './connect';
import { type Block, type ControlLink, controlLinks, lineId } from './control';
import {
  type Binding,
  isDataType,
  type Node,
  type PipelineDocument,
  type Place,
  type Position,
} from './document';
import type { Point, Rect } from './geometry';
import { boxOfInput, boxOfNote, boxOfOutput, boxOfSource, boxOfTarget, edgeId } from './ids';
import { NODE_GAP } from './layout';
import { isOwn } from './nested-looks';
import { type Link, newPlaces } from './new-places';
import { nodeBox, nodeWidth, PILL, shortReference, shownInputs, sizeOf } from './node-box';
import type { EditorStore } from './store';

export type BoxKind = 'step' | 'data' | 'input' | 'output' | 'note';

export interface PortSpot {
  port: Port;
  place: Place;
  side: 'source' | 'target';
  /** Of a node of control flow: lines to the steps that it runs begin here. */
  block?: Block;
  /** Relative to the box. */
  x: number;
  y: number;
}

export interface Box extends Rect {
  id: string;
  kind: BoxKind;
  title: string;
  subtitle: string;
  /** Component type of a step, port type of data. */
  type: string;
  comment: string;
  spots: readonly PortSpot[];
  isKnown: boolean;
}

export interface Edge {
  id: string;
  sourceBox: string;
  targetBox: string;
  from: Point;
  to: Point;
  type: string;
  isDoubtful: boolean;
  isDashed: boolean;
  /** Of a line from a node to a step that it decides about: no binding, only to be seen. */
  label?: string;
}

export interface Scene {
  boxes: ReadonlyMap<string, Box>;
  edges: readonly Edge[];
  edgesOf: ReadonlyMap<string, readonly Edge[]>;
  /** Ids of boxes that the document gives no place. */
  unplaced: readonly string[];
}

interface Waiting {
  width: number;
  height: number;
  make: (at: Position) => Box;
}

const NONE: readonly Binding[] = [];
/** Stands among the boxes for one whose place is looked for when all others are known. */
const WAITING: Box = {
  id: '',
  kind: 'step',
  x: 0,
  y: 0,
  width: 0,
  height: 0,
  title: '',
  subtitle: '',
  type: '',
  comment: '',
  spots: [],
  isKnown: false,
};
/** Lines of control flow end at the left, away from the ports. */
export const CONTROL_INSET = 16;

export function buildScene(document: PipelineDocument, components: Components): Scene {
  const builder = new SceneBuilder(document, components);
  return builder.build();
}

/** What a store holds just now: a view may be a frame behind. */
export function sceneOf(store: Pick<EditorStore, 'get' | 'components'>): Scene {
  return buildScene(store.get().document, store.components());
}

class SceneBuilder {
  private readonly boxes = new Map<string, Box>();
  private readonly waiting = new Map<string, Waiting>();
  private readonly boundInputs = new Map<string, Binding[]>();
  private readonly usedOutputs = once(() => usedOutputs(this.document));

  constructor(
    private readonly document: PipelineDocument,
    private readonly components: Components,
  ) {}

  build(): Scene {
    this.readBindings();
    for (const name of Object.keys(this.document.interface.inputs)) this.addInput(name);
    const { nodes } = this.document;
    for (const key in nodes) this.addNode(key, nodes[key] as Node);
    for (const name of Object.keys(this.document.interface.outputs)) this.addOutput(name);
    this.placeWaiting();
    this.addNotes();
    const edges = this.edges();
    // Few ask which edges touch a box, and none before the first painting.
    const touching = once(() => byBox(edges));
    return {
      boxes: this.boxes,
      edges,
      unplaced: [...this.waiting.keys()],
      get edgesOf() {
        return touching();
      },
    };
  }

  private readBindings(): void {
    for (const binding of this.document.bindings) {
      if (binding.target.node !== null) push(this.boundInputs, binding.target.node, binding);
    }
  }

  /** With the place that the document has for it; what has none keeps its turn, and waits. */
  private put(id: string, size: { width: number; height: number }, make: (at: Position) => Box) {
    const place = this.document.layout.nodes[id];
    this.boxes.set(id, place ? make(place) : WAITING);
    if (!place) this.waiting.set(id, { ...size, make });
  }

  private placeWaiting(): void {
    const { waiting, boxes } = this;
    if (waiting.size === 0) return;
    const placed = new Map([...boxes].filter(([id]) => !waiting.has(id)));
    const places = placed.size > 0 ? newPlaces(waiting, placed, this.links()) : inRow(waiting);
    for (const [id, { make }] of waiting) boxes.set(id, make(places.get(id) ?? { x: 0, y: 0 }));
  }

  private links(): Link[] {
    const { bindings } = this.document;
    return [
      ...bindings.map((one) => ({
        source: boxOfSource(one.source),
        target: boxOfTarget(one.target),
      })),
      ...controlLinks(this.document).map(({ from, to }) => ({ source: from, target: to })),
    ];
  }

  private addNode(key: string, node: Node): void {
    const component = componentOf(this.document, this.components, key);
    const bound = this.boundInputs.get(key) ?? NONE;
    const inputs = shownInputs(component, bound, (one) => this.isDrawn(one));
    const outputs = component?.outputs ?? this.outputsInUse(key);
    const width = nodeWidth(node, inputs, outputs);
    const size = { width, height: sizeOf(node).height };
    this.put(key, size, (at) => nodeBox({ key, node, component, inputs, outputs, width, at }));
  }

  private outputsInUse(key: string): Port[] {
    return [...(this.usedOutputs().get(key) ?? [])].map((name) => makePort(name, ''));
  }

  private addInput(name: string): void {
    const type = interfaceInputType(this.document, this.components, name);
    if (!isDataType(type)) return;
    const value = this.document.interface.inputs[name]?.value;
    const path = typeof value === 'object' && value !== null ? value.path : '';
    const id = boxOfInput(name);
    this.addPill(id, 'input', name, path ? shortReference(path) : 'pipeline input', type, 'source');
  }

  private addOutput(name: string): void {
    const output = this.document.interface.outputs[name];
    const feeding = this.document.bindings.find(
      (one) => one.target.node === null && one.target.port === name,
    );
    const made = feeding?.source.node
      ? componentOf(this.document, this.components, feeding.source.node)?.outputs
      : undefined;
    const type = output?.type ?? made?.find((one) => one.name === feeding?.source.port)?.type ?? '';
    this.addPill(boxOfOutput(name), 'output', name, 'pipeline output', type, 'target');
  }

  private addPill(
    id: string,
    kind: 'input' | 'output',
    name: string,
    subtitle: string,
    type: string,
    side: 'source' | 'target',
  ): void {
    const spot: PortSpot = {
      port: makePort(name, type),
      place: { node: null, port: name },
      side,
      x: PILL.width / 2,
      y: side === 'source' ? PILL.height : 0,
    };
    const spots = [spot];
    const rest = { title: name, subtitle, type, comment: '', spots, isKnown: true };
    this.put(id, PILL, ({ x, y }) => ({ id, kind, x, y, ...PILL, ...rest }));
  }

  private addNotes(): void {
    for (const { id, text, x, y, width, height } of this.document.notes) {
      if (!isOwn(id)) continue;
      const box = boxOfNote(id);
      const rest = {
        title: text,
        subtitle: '',
        type: 'note',
        comment: '',
        spots: [],
        isKnown: true,
      };
      this.boxes.set(box, { id: box, kind: 'note', x, y, width, height, ...rest });
    }
  }

  private isDrawn({ source }: Binding): boolean {
    return source.node !== null || this.boxes.has(boxOfInput(source.port));
  }

  private edges(): Edge[] {
    const edges: Edge[] = [];
    for (const binding of this.document.bindings) {
      const edge = this.edge(binding);
      if (edge) edges.push(edge);
    }
    for (const link of controlLinks(this.document)) {
      const edge = this.controlEdge(link);
      if (edge) edges.push(edge);
    }
    return edges;
  }

  private controlEdge(link: ControlLink): Edge | null {
    const { from, to, block, label } = link;
    const above = this.boxes.get(from);
    const below = this.boxes.get(to);
    if (!above || !below) return null;
    const start = above.spots.find((spot) => spot.block === block);
    return {
      id: lineId(link),
      sourceBox: from,
      targetBox: to,
      from: start
        ? spotPoint(above, start)
        : { x: above.x + CONTROL_INSET, y: above.y + above.height },
      to: { x: below.x + CONTROL_INSET, y: below.y },
      type: '',
      isDoubtful: false,
      isDashed: true,
      label,
    };
  }

  private edge({ source, target, via }: Binding): Edge | null {
    const from = this.boxes.get(boxOfSource(source));
    const to = this.boxes.get(boxOfTarget(target));
    if (!from || !to) return null;
    const start = via === 'inputs' ? undefined : spotOf(from, source.port, 'source');
    const end = spotOf(to, target.port, 'target');
    const type = start?.port.type ?? '';
    return {
      id: edgeId(target),
      sourceBox: from.id,
      targetBox: to.id,
      from: start
        ? spotPoint(from, start)
        : { x: from.x + from.width / 2, y: from.y + from.height },
      to: end ? spotPoint(to, end) : { x: to.x + to.width / 2, y: to.y },
      type,
      isDoubtful: Boolean(type && end?.port.type && mayFeed(type, end.port.type) !== 'ok'),
      isDashed: via === 'inputs',
    };
  }
}

/** Nothing has a place: whoever shows it arranges it. */
function inRow(waiting: ReadonlyMap<string, Waiting>): Map<string, Position> {
  let x = 0;
  return new Map(
    [...waiting].map(([id, { width }]) => {
      const at = { x, y: 0 };
      x += width + NODE_GAP;
      return [id, at];
    }),
  );
}

/** Output ports by node, as far as something takes them. */
function usedOutputs(document: PipelineDocument): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const { source, via } of document.bindings) {
    if (source.node === null || via === 'inputs') continue;
    used.set(source.node, (used.get(source.node) ?? new Set()).add(source.port));
  }
  return used;
}

export function spotOf(box: Box, name: string, side: 'source' | 'target'): PortSpot | undefined {
  for (const spot of box.spots) {
    if (spot.side === side && spot.port.name === name && !spot.block) return spot;
  }
  return undefined;
}

export function spotPoint(box: Rect, spot: PortSpot): Point {
  return { x: box.x + spot.x, y: box.y + spot.y };
}

function byBox(edges: readonly Edge[]): Map<string, Edge[]> {
  const found = new Map<string, Edge[]>();
  for (const edge of edges) {
    push(found, edge.sourceBox, edge);
    if (edge.targetBox !== edge.sourceBox) push(found, edge.targetBox, edge);
  }
  return found;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
