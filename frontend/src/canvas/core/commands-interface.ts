/** Commands about the pipeline itself: its inputs and outputs, settings and details. */

import { applyBinding } from './commands-bindings';
import type {
  Details,
  PipelineDocument,
  PipelineInput,
  PipelineOutput,
  Place,
  Position,
  Settings,
} from './document';
import { boxOfInput, boxOfOutput } from './ids';
import { renameInput, renameKey, rewriteTexts, withoutKeys } from './references';

export type InterfaceCommand =
  | { kind: 'set-settings'; patch: Partial<Settings> }
  | { kind: 'set-details'; patch: Partial<Details> }
  /** input null: delete it with its bindings. */
  | { kind: 'set-input'; name: string; input: PipelineInput | null; at?: Position }
  | { kind: 'rename-input'; from: string; to: string }
  | { kind: 'set-output'; name: string; output: PipelineOutput | null; at?: Position }
  | { kind: 'rename-output'; from: string; to: string }
  | {
      kind: 'promote';
      node: string;
      port: string;
      name: string;
      input: PipelineInput;
      at?: Position;
    };

export function applyInterface(
  document: PipelineDocument,
  command: InterfaceCommand,
): PipelineDocument {
  switch (command.kind) {
    case 'set-settings':
      return { ...document, settings: mergeSettings(document.settings, command.patch) };
    case 'set-details':
      return { ...document, details: { ...document.details, ...command.patch } };
    case 'set-input':
      return setInput(document, command.name, command.input, command.at);
    case 'rename-input':
      return renamePipelineInput(document, command.from, command.to);
    case 'set-output':
      return setOutput(document, command.name, command.output, command.at);
    case 'rename-output':
      return renamePipelineOutput(document, command.from, command.to);
    case 'promote':
      return applyBinding(setInput(document, command.name, command.input, command.at), {
        kind: 'connect',
        source: { node: null, port: command.name },
        target: { node: command.node, port: command.port },
      });
  }
}

function mergeSettings(settings: Settings, patch: Partial<Settings>): Settings {
  const next: Settings = { ...settings };
  for (const [key, value] of Object.entries(patch)) if (value !== undefined) next[key] = value;
  return next;
}

function placed(document: PipelineDocument, box: string, at?: Position): PipelineDocument {
  return at
    ? { ...document, layout: { nodes: { ...document.layout.nodes, [box]: at } } }
    : document;
}

function setInput(
  document: PipelineDocument,
  name: string,
  input: PipelineInput | null,
  at?: Position,
): PipelineDocument {
  const own = document.interface;
  if (input) {
    const inputs = { ...own.inputs, [name]: input };
    return placed({ ...document, interface: { ...own, inputs } }, boxOfInput(name), at);
  }
  return {
    ...document,
    interface: { ...own, inputs: withoutKeys(own.inputs, [name]) },
    bindings: document.bindings.filter(({ source }) => !isEnd(source, name)),
    layout: { nodes: withoutKeys(document.layout.nodes, [boxOfInput(name)]) },
  };
}

function setOutput(
  document: PipelineDocument,
  name: string,
  output: PipelineOutput | null,
  at?: Position,
): PipelineDocument {
  const own = document.interface;
  if (output) {
    const outputs = { ...own.outputs, [name]: output };
    return placed({ ...document, interface: { ...own, outputs } }, boxOfOutput(name), at);
  }
  return {
    ...document,
    interface: { ...own, outputs: withoutKeys(own.outputs, [name]) },
    bindings: document.bindings.filter(({ target }) => !isEnd(target, name)),
    layout: { nodes: withoutKeys(document.layout.nodes, [boxOfOutput(name)]) },
  };
}

function isEnd(place: Place, name: string): boolean {
  return place.node === null && place.port === name;
}

function renamePipelineInput(document: PipelineDocument, from: string, to: string) {
  if (from === to || !Object.hasOwn(document.interface.inputs, from)) return document;
  const renamed: PipelineDocument = {
    ...document,
    interface: {
      ...document.interface,
      inputs: renameKey(document.interface.inputs, from, to),
    },
    bindings: document.bindings.map((one) =>
      isEnd(one.source, from) ? { ...one, source: { node: null, port: to } } : one,
    ),
    layout: { nodes: renameKey(document.layout.nodes, boxOfInput(from), boxOfInput(to)) },
  };
  return rewriteTexts(renamed, renameInput(from, to));
}

function renamePipelineOutput(document: PipelineDocument, from: string, to: string) {
  if (from === to || !Object.hasOwn(document.interface.outputs, from)) return document;
  return {
    ...document,
    interface: {
      ...document.interface,
      outputs: renameKey(document.interface.outputs, from, to),
    },
    bindings: document.bindings.map((one) =>
      isEnd(one.target, from) ? { ...one, target: { node: null, port: to } } : one,
    ),
    layout: { nodes: renameKey(document.layout.nodes, boxOfOutput(from), boxOfOutput(to)) },
  };
}
