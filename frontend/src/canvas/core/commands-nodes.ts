/** Commands about nodes, their places and the notes between them. */

import { withoutSteps } from './control';
import type {
  Binding,
  DataNode,
  JsonMap,
  Node,
  Note,
  PipelineDocument,
  PipelineInput,
  PipelineOutput,
  Place,
  Position,
  StepNode,
} from './document';
import { boxOfInput, boxOfOutput, edgeId, noteOfBox } from './ids';
import { isOwn, levelOf, moveInnerLooks, withInnerLooks } from './nested-looks';
import { renameJobs, renameKey, renameOutputs, rewriteTexts, withoutKeys } from './references';

/** component: one that is written inside the step; another one is `set-component`. */
export type NodePatch = Partial<
  Omit<StepNode, 'kind' | 'values' | 'component'> & { component: JsonMap }
>;

export type NodeCommand =
  | { kind: 'add-node'; key: string; node: Node; at: Position }
  | { kind: 'delete'; ids: readonly string[]; edges: readonly Place[]; notes: readonly string[] }
  | { kind: 'move'; to: Record<string, Position>; label?: string; nudge?: boolean }
  | { kind: 'rename-node'; from: string; to: string }
  | { kind: 'set-node'; node: string; patch: NodePatch; label: string }
  | {
      kind: 'set-component';
      node: string;
      component: string | JsonMap;
      type: string;
      /** The ports of the new version: bindings, values and settings of others are dropped. */
      inputs: readonly string[];
      outputs: readonly string[];
      /** Ports of the old component whose bindings go on under another name. */
      renames?: { inputs: Record<string, string>; outputs: Record<string, string> };
      label?: string;
    }
  | {
      kind: 'insert';
      label: string;
      nodes: Record<string, Node>;
      bindings: readonly Binding[];
      places: Record<string, Position>;
      inputs: Record<string, PipelineInput>;
      outputs: Record<string, PipelineOutput>;
      notes: readonly Note[];
    }
  | {
      /** What is inside a step was edited: its component as it is now, and its looks. */
      kind: 'edit-nested';
      node: string;
      component: JsonMap;
      inputs: readonly string[];
      outputs: readonly string[];
      renames: { inputs: Record<string, string>; outputs: Record<string, string> };
      looks: Pick<PipelineDocument, 'layout' | 'notes' | 'yaml'>;
      label: string;
      merge: string | null;
    }
  | { kind: 'set-data'; node: string; patch: Partial<Omit<DataNode, 'kind'>> }
  | { kind: 'set-note'; id: string; note: Note | null };

export function applyNode(document: PipelineDocument, command: NodeCommand): PipelineDocument {
  switch (command.kind) {
    case 'add-node':
      return place(
        { ...document, nodes: { ...document.nodes, [command.key]: command.node } },
        { [command.key]: command.at },
      );
    case 'delete':
      return remove(document, command.ids, command.edges, command.notes);
    case 'move':
      return place(document, command.to);
    case 'rename-node':
      return rename(document, command.from, command.to);
    case 'set-node':
      return withStep(document, command.node, (node) => ({ ...node, ...command.patch }));
    case 'set-component':
      return setComponent(document, command);
    case 'insert':
      return insert(document, command);
    case 'edit-nested':
      return withInnerLooks(editNested(document, command), command.node, command.looks);
    case 'set-data':
      return setData(document, command.node, command.patch);
    case 'set-note':
      return setNote(document, command.id, command.note);
  }
}

export function withStep(
  document: PipelineDocument,
  key: string,
  change: (node: StepNode) => StepNode,
): PipelineDocument {
  const node = document.nodes[key];
  if (node?.kind !== 'step') return document;
  return { ...document, nodes: { ...document.nodes, [key]: change(node) } };
}

function setData(
  document: PipelineDocument,
  key: string,
  patch: Partial<Omit<DataNode, 'kind'>>,
): PipelineDocument {
  const node = document.nodes[key];
  if (node?.kind !== 'data') return document;
  return { ...document, nodes: { ...document.nodes, [key]: { ...node, ...patch } } };
}

function place(document: PipelineDocument, to: Record<string, Position>): PipelineDocument {
  const nodes = { ...document.layout.nodes };
  let { notes } = document;
  for (const [id, at] of Object.entries(to)) {
    const note = noteOfBox(id);
    if (note === null) nodes[id] = { x: at.x, y: at.y };
    else notes = notes.map((one) => (one.id === note ? { ...one, x: at.x, y: at.y } : one));
  }
  return { ...document, layout: { nodes }, notes };
}

function remove(
  document: PipelineDocument,
  ids: readonly string[],
  edges: readonly Place[],
  notes: readonly string[],
): PipelineDocument {
  const gone = new Set(ids);
  const isGone = (end: Place, box: (name: string) => string) =>
    gone.has(end.node === null ? box(end.port) : end.node);
  const goneEdges = new Set(edges.map(edgeId));
  const goneNotes = new Set(notes);
  return {
    ...document,
    nodes: withoutMentions(withoutKeys(document.nodes, ids), gone),
    bindings: document.bindings.filter(
      ({ source, target }) =>
        !isGone(source, boxOfInput) &&
        !isGone(target, boxOfOutput) &&
        !goneEdges.has(edgeId(target)),
    ),
    interface: {
      inputs: dropBoxes(document.interface.inputs, gone, boxOfInput),
      outputs: dropBoxes(document.interface.outputs, gone, boxOfOutput),
    },
    // What is inside a step goes with it.
    layout: {
      nodes: Object.fromEntries(
        Object.entries(document.layout.nodes).filter(([id]) => !gone.has(levelOf(id))),
      ),
    },
    notes: document.notes.filter(
      ({ id }) => !goneNotes.has(id) && (isOwn(id) || !gone.has(levelOf(id))),
    ),
    yaml: Object.fromEntries(
      Object.entries(document.yaml).filter(([place]) => !gone.has(levelOf(place))),
    ),
  };
}

function withoutMentions(
  nodes: Record<string, Node>,
  gone: ReadonlySet<string>,
): Record<string, Node> {
  const entries = Object.entries(nodes);
  return Object.fromEntries(
    entries.map(([key, node]) => [key, node.kind === 'step' ? withoutSteps(node, gone) : node]),
  );
}

function dropBoxes<T>(
  record: Record<string, T>,
  gone: ReadonlySet<string>,
  box: (name: string) => string,
): Record<string, T> {
  return withoutKeys(
    record,
    Object.keys(record).filter((name) => gone.has(box(name))),
  );
}

function rename(document: PipelineDocument, from: string, to: string): PipelineDocument {
  if (from === to || !Object.hasOwn(document.nodes, from)) return document;
  const end = (place: Place): Place => (place.node === from ? { ...place, node: to } : place);
  const { settings } = document;
  const { layout, notes, yaml } = moveInnerLooks(document, from, to);
  return rewriteTexts(
    {
      ...document,
      notes,
      yaml,
      nodes: renameKey(document.nodes, from, to),
      bindings: document.bindings.map((binding) => ({
        ...binding,
        source: end(binding.source),
        target: end(binding.target),
      })),
      layout: { nodes: renameKey(layout.nodes, from, to) },
      settings: {
        ...settings,
        on_init: settings.on_init === from ? to : settings.on_init,
        on_finalize: settings.on_finalize === from ? to : settings.on_finalize,
      },
    },
    renameJobs(new Map([[from, to]])),
  );
}

function setComponent(
  document: PipelineDocument,
  command: Extract<NodeCommand, { kind: 'set-component' }>,
): PipelineDocument {
  const inputs = new Set(command.inputs);
  const outputs = new Set(command.outputs);
  const renamed = command.renames ? renamePorts(document, command.node, command.renames) : document;
  const changed = withStep(renamed, command.node, (node) => ({
    ...node,
    component: command.component,
    type: command.type,
    values: keep(node.values, inputs),
    outputs: keep(node.outputs, outputs),
  }));
  return {
    ...changed,
    bindings: changed.bindings.filter(
      ({ source, target, via }) =>
        (target.node !== command.node || inputs.has(target.port)) &&
        (source.node !== command.node || (via === 'inputs' ? inputs : outputs).has(source.port)),
    ),
  };
}

function editNested(
  document: PipelineDocument,
  command: Extract<NodeCommand, { kind: 'edit-nested' }>,
): PipelineDocument {
  const node = document.nodes[command.node];
  if (node?.kind !== 'step' || node.component === command.component) return document;
  return setComponent(document, { ...command, kind: 'set-component', type: node.type });
}

function renamePorts(
  document: PipelineDocument,
  key: string,
  { inputs, outputs }: { inputs: Record<string, string>; outputs: Record<string, string> },
): PipelineDocument {
  const port = (names: Record<string, string>, place: Place): Place =>
    place.node === key && Object.hasOwn(names, place.port)
      ? { node: key, port: names[place.port] ?? place.port }
      : place;
  const bindings = document.bindings.map((one) => ({
    ...one,
    source: port(one.via === 'inputs' ? inputs : outputs, one.source),
    target: port(inputs, one.target),
  }));
  const named = withStep({ ...document, bindings }, key, (node) => ({
    ...node,
    values: renameKeys(node.values, inputs),
    outputs: renameKeys(node.outputs, outputs),
  }));
  return rewriteTexts(named, renameOutputs(key, outputs));
}

function renameKeys<T>(
  record: Record<string, T>,
  names: Record<string, string>,
): Record<string, T> {
  return Object.entries(names).reduce((done, [from, to]) => renameKey(done, from, to), record);
}

function keep<T>(record: Record<string, T>, names: ReadonlySet<string>): Record<string, T> {
  return withoutKeys(
    record,
    Object.keys(record).filter((name) => !names.has(name)),
  );
}

function insert(
  document: PipelineDocument,
  command: Extract<NodeCommand, { kind: 'insert' }>,
): PipelineDocument {
  return {
    ...document,
    nodes: { ...document.nodes, ...command.nodes },
    bindings: [...document.bindings, ...command.bindings],
    interface: {
      inputs: { ...document.interface.inputs, ...command.inputs },
      outputs: { ...document.interface.outputs, ...command.outputs },
    },
    layout: { nodes: { ...document.layout.nodes, ...command.places } },
    notes: [...document.notes, ...command.notes],
  };
}

function setNote(document: PipelineDocument, id: string, note: Note | null): PipelineDocument {
  const others = document.notes.filter((one) => one.id !== id);
  if (note === null) return { ...document, notes: others };
  const known = document.notes.some((one) => one.id === id);
  const notes = known
    ? document.notes.map((one) => (one.id === id ? note : one))
    : [...document.notes, note];
  return { ...document, notes };
}
