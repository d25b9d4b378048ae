/** Steps gathered into a pipeline of their own, with the inputs and outputs that cross its border. */

import { type Components, sourcePort, targetPort } from './components';
import { pathTo } from './connect';
import {
  type Binding,
  emptyDocument,
  emptyInput,
  emptyOutput,
  isDataType,
  type JsonMap,
  type Node,
  type PipelineDocument,
  type PipelineInput,
  type Place,
  type PortType,
  type Position,
  stepNode,
} from './document';
import { type Point, snapPoint, union } from './geometry';
import { boxOfInput, boxOfOutput } from './ids';
import { freeName } from './names';
import { innerLooks, isOwn, isPlain, levelOf, withInnerLooks } from './nested-looks';
import { CARD, PILL } from './node-box';
import { inputsNamed, jobsNamed } from './references';
import { componentWire } from './wire';

export interface Grouped {
  document: PipelineDocument;
  inner: PipelineDocument;
  component: JsonMap;
}

/** Why these cannot be one step; null when they can. */
export function groupRefusal(document: PipelineDocument, ids: readonly string[]): string | null {
  const chosen = new Set(ids.filter((id) => Object.hasOwn(document.nodes, id)));
  if (![...chosen].some((key) => document.nodes[key]?.kind === 'step')) {
    return 'Select the steps that are to be one pipeline component.';
  }
  const { on_init, on_finalize } = document.settings;
  for (const hook of [on_init, on_finalize]) {
    if (hook && chosen.has(hook))
      return `${hook} runs at the start or the end of the whole pipeline.`;
  }
  return (
    wayOut(document, chosen) ?? textAcross(document, chosen) ?? inputOfInside(document, chosen)
  );
}

/** A way that leaves the group and comes back would make it wait for itself. */
function wayOut(document: PipelineDocument, chosen: ReadonlySet<string>): string | null {
  /** By what stands outside and is fed from inside: who feeds it. */
  const leaving = new Map<string, string>();
  for (const { source, target } of document.bindings) {
    if (source.node === null || target.node === null) continue;
    if (!chosen.has(source.node) || chosen.has(target.node)) continue;
    if (!leaving.has(target.node)) leaving.set(target.node, source.node);
  }
  const back = pathTo(document, leaving.keys(), (key) => chosen.has(key));
  const [first] = back ?? [];
  if (!back || first === undefined) return null;
  const way = [leaving.get(first), ...back].join(' → ');
  return `${first} has to be in it too: it stands on the way ${way}.`;
}

function textAcross(document: PipelineDocument, chosen: ReadonlySet<string>): string | null {
  for (const [key, node] of Object.entries(document.nodes)) {
    for (const named of jobsNamed(node)) {
      if (chosen.has(named) !== chosen.has(key) && Object.hasOwn(document.nodes, named)) {
        return `A text of ${key} names ${named}: both have to be inside, or both outside.`;
      }
    }
  }
  return null;
}

function inputOfInside(document: PipelineDocument, chosen: ReadonlySet<string>): string | null {
  const found = document.bindings.find(
    ({ source, target, via }) =>
      via === 'inputs' &&
      source.node !== null &&
      chosen.has(source.node) &&
      (target.node === null || !chosen.has(target.node)),
  );
  return found
    ? `${found.target.node ?? found.target.port} takes an input of ${found.source.node}, which would be inside.`
    : null;
}

/** Both documents after; call it only when nothing refuses. */
export function group(
  document: PipelineDocument,
  components: Components,
  ids: readonly string[],
  key: string,
): Grouped {
  return new Grouping(document, components, ids, key).done();
}

class Grouping {
  private readonly chosen: Set<string>;
  private readonly inputs: Record<string, PipelineInput> = {};
  private readonly outputs: Record<
    string,
    ReturnType<typeof emptyOutput> & { description: string | null }
  > = {};
  private readonly inside: Binding[] = [];
  private readonly outside: Binding[] = [];
  private readonly inputOf = new Map<string, string>();
  private readonly outputOf = new Map<string, string>();

  constructor(
    private readonly document: PipelineDocument,
    private readonly components: Components,
    ids: readonly string[],
    private readonly key: string,
  ) {
    this.chosen = new Set(ids.filter((id) => Object.hasOwn(document.nodes, id)));
  }

  done(): Grouped {
    // First: these keep their names, since texts are not rewritten.
    for (const key of this.chosen) {
      for (const name of inputsNamed(this.document.nodes[key])) this.takeInText(name);
    }
    for (const binding of this.document.bindings) this.sort(binding);
    const inner = this.inner();
    const component = componentWire(inner, this.components);
    return { document: this.outer(inner, component), inner, component };
  }

  private has(place: Place): boolean {
    return place.node !== null && this.chosen.has(place.node);
  }

  private sort(binding: Binding): void {
    const { source, target } = binding;
    const [from, to] = [this.has(source), this.has(target)];
    if (from && to) this.inside.push(binding);
    else if (to) this.enter(binding);
    else if (from) this.leave(binding);
    else this.outside.push(binding);
  }

  private enter({ source, target, via, mode }: Binding): void {
    const id = `${via} ${source.node ?? ''} ${source.port}`;
    const known = this.inputOf.get(id);
    const name = known ?? this.newInput(source, target, via);
    if (known === undefined) {
      this.inputOf.set(id, name);
      this.outside.push({ source, target: { node: this.key, port: name }, via, mode: null });
    }
    this.inside.push({ source: { node: null, port: name }, target, via: 'outputs', mode });
  }

  private newInput(source: Place, target: Place, via: Binding['via']): string {
    const wish = source.node === null ? source.port : target.port;
    const name = freeName(wish, this.inputs);
    const given = source.node === null ? this.document.interface.inputs[source.port] : undefined;
    const to = targetPort(this.document, this.components, target);
    const from = sourcePort(this.document, this.components, source, via);
    this.inputs[name] = {
      ...emptyInput((given?.type ?? to?.type ?? from?.type ?? null) as PortType | null),
      description: given?.description ?? (to?.description || null),
      optional: given?.optional ?? false,
      min: given?.min ?? to?.min ?? null,
      max: given?.max ?? to?.max ?? null,
      enum: given?.enum ?? to?.enum ?? null,
    };
    return name;
  }

  private leave({ source, target, via, mode }: Binding): void {
    const id = `${source.node} ${source.port}`;
    let name = this.outputOf.get(id);
    if (name === undefined) {
      name = freeName(source.port, this.outputs);
      this.outputOf.set(id, name);
      const port = sourcePort(this.document, this.components, source);
      this.outputs[name] = {
        ...emptyOutput(),
        type: (port?.type || null) as PortType | null,
        description: port?.description || null,
      };
      this.inside.push({ source, target: { node: null, port: name }, via, mode: null });
    }
    this.outside.push({ source: { node: this.key, port: name }, target, via: 'outputs', mode });
  }

  /** A pipeline input that a text inside names: the text goes on naming it. */
  private takeInText(name: string): void {
    const given = this.document.interface.inputs[name];
    if (!given) return;
    const source = { node: null, port: name };
    const id = `outputs  ${name}`;
    if (this.inputOf.get(id) === name) return;
    this.inputs[name] = { ...given, value: null };
    this.inputOf.set(id, name);
    this.outside.push({
      source,
      target: { node: this.key, port: name },
      via: 'outputs',
      mode: null,
    });
  }

  private inner(): PipelineDocument {
    const nodes: Record<string, Node> = {};
    for (const [key, node] of Object.entries(this.document.nodes)) {
      if (this.chosen.has(key)) nodes[key] = node;
    }
    const empty = emptyDocument();
    const inner: PipelineDocument = {
      ...empty,
      nodes,
      bindings: this.inside,
      interface: { inputs: this.inputs, outputs: this.outputs },
      layout: { nodes: this.innerPlaces() },
    };
    // What was inside a step that goes inside goes with it.
    return [...this.chosen].reduce((done, key) => {
      const looks = innerLooks(this.document, key);
      return isPlain(looks) ? done : withInnerLooks(done, key, looks);
    }, inner);
  }

  /** Steps stay where they stood; ends stand above and below them. */
  private innerPlaces(): Record<string, Position> {
    const places: Record<string, Position> = {};
    for (const key of this.chosen) {
      const at = this.document.layout.nodes[key];
      if (at) places[key] = at;
    }
    const around = union(Object.values(places).map((at) => ({ ...at, ...CARD })));
    if (!around) return places;
    const isData = (type: PortType | null) => type === null || isDataType(type);
    const row = (names: string[], box: (name: string) => string, y: number) => {
      names.forEach((name, i) => {
        places[box(name)] = snapPoint({ x: around.x + 16 + i * (PILL.width + 24), y });
      });
    };
    const { inputs, outputs } = this;
    row(
      Object.keys(inputs).filter((name) => isData(inputs[name]?.type ?? null)),
      boxOfInput,
      around.y - 120,
    );
    row(Object.keys(outputs), boxOfOutput, around.y + around.height + 80);
    return places;
  }

  private outer(inner: PipelineDocument, component: JsonMap): PipelineDocument {
    const nodes: Record<string, Node> = {};
    for (const [key, node] of Object.entries(this.document.nodes)) {
      if (!this.chosen.has(key)) nodes[key] = node;
      else if (!Object.hasOwn(nodes, this.key)) nodes[this.key] = stepNode(component, 'pipeline');
    }
    const places: Record<string, Position> = {};
    for (const [id, at] of Object.entries(this.document.layout.nodes)) {
      if (!this.chosen.has(levelOf(id))) places[id] = at;
    }
    const at = middleOf(inner);
    if (at) places[this.key] = snapPoint({ x: at.x - CARD.width / 2, y: at.y - CARD.height / 2 });
    const notes = this.document.notes.filter(
      ({ id }) => isOwn(id) || !this.chosen.has(levelOf(id)),
    );
    const yaml = Object.fromEntries(
      Object.entries(this.document.yaml).filter(([place]) => !this.chosen.has(levelOf(place))),
    );
    return withInnerLooks(
      { ...this.document, nodes, bindings: this.outside, layout: { nodes: places }, notes, yaml },
      this.key,
      inner,
    );
  }
}

/** The middle of the steps that have a place. */
export function middleOf({ nodes, layout }: PipelineDocument): Point | null {
  const placed = Object.keys(nodes).flatMap((key) => layout.nodes[key] ?? []);
  const around = union(placed.map((at) => ({ ...at, ...CARD })));
  return around && { x: around.x + around.width / 2, y: around.y + around.height / 2 };
}
