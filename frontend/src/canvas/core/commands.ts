/**
 * Everything that changes a document, as data: what a gesture or a field asks for. `apply` is pure;
 * `refusal` says why a command would be wrong; `describe` names it for "Undo …".
 */

import { applyBinding, type BindingCommand } from './commands-bindings';
import { applyControl, type ControlCommand, runRefusal } from './commands-control';
import { applyInterface, type InterfaceCommand } from './commands-interface';
import { applyNode, type NodeCommand } from './commands-nodes';
import type { Components } from './components';
import { connectRefusal } from './connect';
import { BLOCKS } from './control';
import { type JsonMap, type PipelineDocument, type Place, samePlace } from './document';
import { keyRefusal, nameRefusal } from './names';

/** What somebody wrote as the component of a step. */
export interface Written {
  component: JsonMap;
  /** The document is what it says; else only what no document holds is taken from it. */
  isWhole: boolean;
}

export type Command =
  | NodeCommand
  | BindingCommand
  | InterfaceCommand
  | ControlCommand
  | {
      kind: 'replace';
      document: PipelineDocument;
      label: string;
      /** Inside a step: the specification that the document was read from. */
      written?: Written;
    }
  | { kind: 'several'; commands: readonly Command[]; label: string };

export function apply(document: PipelineDocument, command: Command): PipelineDocument {
  switch (command.kind) {
    case 'replace':
      return command.document;
    case 'several':
      return command.commands.reduce(apply, document);
    case 'connect':
    case 'disconnect':
    case 'set-value':
    case 'set-binding-mode':
      return applyBinding(document, command);
    case 'set-settings':
    case 'set-details':
    case 'set-input':
    case 'rename-input':
    case 'set-output':
    case 'rename-output':
    case 'promote':
      return applyInterface(document, command);
    case 'run-step':
    case 'cut-line':
      return applyControl(document, command);
    default:
      return applyNode(document, command);
  }
}

/** Why the command cannot be done on this document; null when it can. */
export function refusal(
  document: PipelineDocument,
  components: Components,
  command: Command,
): string | null {
  switch (command.kind) {
    case 'add-node':
      return keyRefusal(document, command.key);
    case 'rename-node':
      return command.from === command.to ? null : keyRefusal(document, command.to);
    case 'connect':
      return connectRefusal(document, components, command.source, command.target);
    case 'run-step':
      return runRefusal(document, command.node, command.block, command.step);
    case 'rename-input':
      return renameRefusal(command.from, command.to, document.interface.inputs);
    case 'rename-output':
      return renameRefusal(command.from, command.to, document.interface.outputs);
    case 'promote':
      return (
        missing(document, command.node) ?? nameRefusal(command.name, document.interface.inputs)
      );
    case 'set-value':
    case 'set-binding-mode':
    case 'set-node':
    case 'set-component':
    case 'edit-nested':
    case 'set-data':
    case 'cut-line':
      return missing(document, command.node);
    case 'several':
      return severalRefusal(document, components, command.commands);
    default:
      return null;
  }
}

function missing(document: PipelineDocument, key: string): string | null {
  return Object.hasOwn(document.nodes, key) ? null : `There is no node ${key}.`;
}

/** Each command is judged on the document that the ones before it make. */
function severalRefusal(
  document: PipelineDocument,
  components: Components,
  commands: readonly Command[],
): string | null {
  let current = document;
  for (const command of commands) {
    const reason = refusal(current, components, command);
    if (reason !== null) return reason;
    current = apply(current, command);
  }
  return null;
}

function renameRefusal(from: string, to: string, taken: Readonly<Record<string, unknown>>) {
  return from === to ? null : nameRefusal(to, taken);
}

function at(place: Place): string {
  return place.node ?? place.port;
}

/** The words after "Undo"; of the document as it was before. */
export function describe(command: Command, before: PipelineDocument): string {
  switch (command.kind) {
    case 'replace':
    case 'several':
    case 'set-node':
    case 'edit-nested':
      return command.label;
    case 'add-node':
      return `add ${command.key}`;
    case 'delete':
      return describeDelete(command.ids, command.edges.length, command.notes.length);
    case 'move':
      return command.label ?? `move ${counted(Object.keys(command.to), 'nodes')}`;
    case 'rename-node':
    case 'rename-input':
    case 'rename-output':
      return `rename ${command.from} to ${command.to}`;
    case 'set-data':
      return `change data ${command.node}`;
    case 'set-component':
      return command.label ?? `change the version of ${command.node}`;
    case 'insert':
      return `${command.label} ${counted(Object.keys(command.nodes), 'nodes')}`;
    case 'connect':
      return `connect ${at(command.source)} → ${at(command.target)}`;
    case 'run-step':
      return `let ${command.node} run ${command.step}${when(command.block)}`;
    case 'cut-line':
      return `let ${command.node} no longer run ${command.step}`;
    case 'disconnect':
      return `disconnect ${at(command.target)}.${command.target.port}`;
    case 'set-value':
      return `${settingVerb(command, before)} ${command.node}.${command.port}`;
    case 'set-binding-mode':
      return `set ${command.node}.${command.port}`;
    case 'set-settings':
      return 'change settings';
    case 'set-details':
      return `change ${Object.keys(command.patch).join(', ').replaceAll('_', ' ')}`;
    case 'set-input':
      return `${verbOf(command, before)} pipeline input ${command.name}`;
    case 'set-output':
      return `${verbOf(command, before)} pipeline output ${command.name}`;
    case 'promote':
      return `promote ${command.node}.${command.port} to a pipeline input`;
    case 'set-note':
      return `${verbOf(command, before)} note`;
  }
}

function when(block: ControlCommand['block']): string {
  return block === 'body' ? '' : ` when ${BLOCKS[block]}`;
}

function settingVerb(
  { node, port, value }: Extract<Command, { kind: 'set-value' }>,
  { bindings }: PipelineDocument,
): string {
  if (value !== null) return 'set';
  return bindings.some(({ target }) => samePlace(target, { node, port })) ? 'disconnect' : 'clear';
}

type EndOrNote = Extract<Command, { kind: 'set-input' | 'set-output' | 'set-note' }>;

function verbOf(command: EndOrNote, before: PipelineDocument): string {
  if (adds(command, before)) return 'add';
  if (command.kind === 'set-note') return command.note ? 'edit' : 'delete';
  const next = command.kind === 'set-input' ? command.input : command.output;
  return next ? 'change' : 'delete';
}

function adds(command: EndOrNote, before: PipelineDocument): boolean {
  const { inputs, outputs } = before.interface;
  switch (command.kind) {
    case 'set-input':
      return command.input !== null && !Object.hasOwn(inputs, command.name);
    case 'set-output':
      return command.output !== null && !Object.hasOwn(outputs, command.name);
    case 'set-note':
      return command.note !== null && !before.notes.some(({ id }) => id === command.id);
  }
}

function describeDelete(ids: readonly string[], edges: number, notes: number): string {
  if (ids.length > 0) return `delete ${counted(ids, 'nodes')}`;
  return `delete ${edges > 0 ? several(edges, 'connection') : several(notes, 'note')}`;
}

function several(count: number, word: string): string {
  return count === 1 ? word : `${count} ${word}s`;
}

function counted(names: readonly string[], word: string): string {
  return names.length === 1 ? (names[0] ?? '') : `${names.length} ${word}`;
}

/**
 * Commands with the same key that follow each other closely are one entry (typing, nudging). What
 * adds something is an entry of its own.
 */
export function mergeKey(command: Command, before: PipelineDocument): string | null {
  switch (command.kind) {
    case 'set-value':
      return `value ${command.node} ${command.port}`;
    case 'set-node':
      return `node ${command.node} ${Object.keys(command.patch).join()} ${command.label}`;
    case 'set-data':
      return `data ${command.node} ${Object.keys(command.patch).join()}`;
    case 'set-details':
      return `details ${Object.keys(command.patch).join()}`;
    case 'set-settings':
      return `settings ${Object.keys(command.patch).join()}`;
    case 'set-input':
      return !command.input || adds(command, before) ? null : `input ${command.name}`;
    case 'set-output':
      return !command.output || adds(command, before) ? null : `output ${command.name}`;
    case 'edit-nested':
      return command.merge;
    case 'set-note':
      return !command.note || adds(command, before) ? null : `note ${command.note.id}`;
    case 'move':
      return command.nudge ? `nudge ${Object.keys(command.to).join()}` : null;
    default:
      return null;
  }
}
