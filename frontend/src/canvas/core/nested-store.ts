/**
 * A pipeline that is written inside a step, edited as if it were a draft: every command on it is one
 * command on the document around it, so that there is one history, and one thing to save.
 */

import { apply, type Command, describe, mergeKey, refusal, type Written } from './commands';
import type { Components } from './components';
import { isDataValue, type JsonMap, type PipelineDocument, withoutLooks } from './document';
import { innerLooks } from './nested-looks';
import { same } from './parts';
import { stillThere } from './selection';
import type { EditorState, EditorStore } from './store';
import { componentWireOver } from './wire';

/** Which document a component that is written inside a step stands for. */
export class NestedDocuments {
  private readonly known = new WeakMap<JsonMap, PipelineDocument>();

  get(component: JsonMap): PipelineDocument | undefined {
    return this.known.get(component);
  }

  put(component: JsonMap, document: PipelineDocument): void {
    this.known.set(component, document);
  }
}

/** The inner document with its looks; undefined when it is not known, or the step is gone. */
export function innerDocument(
  around: PipelineDocument,
  key: string,
  documents: NestedDocuments,
): PipelineDocument | undefined {
  const node = around.nodes[key];
  if (node?.kind !== 'step' || typeof node.component === 'string') return undefined;
  const meaning = documents.get(node.component);
  return meaning && { ...meaning, ...innerLooks(around, key) };
}

export interface NestedStore extends EditorStore {
  /** The specification that stands in the step. */
  component(): JsonMap;
}

/** `parent` may be such a store itself. Its document has to hold the step, and be known. */
export function createNestedStore(
  parent: EditorStore,
  key: string,
  documents: NestedDocuments,
): NestedStore {
  const listeners = new Set<() => void>();
  let known: Components = {};
  let selection: readonly string[] = [];
  let seen: { around: EditorState; state: EditorState } | null = null;

  /** The same object while nothing has changed; the last one when the step is gone. */
  function get(): EditorState {
    const around = parent.get();
    if (seen?.around === around && seen.state.selection === selection) return seen.state;
    const document = inner(around);
    selection = stillThere(selection, document);
    const { history } = around;
    seen = { around, state: { document, selection, history, loaded: document } };
    return seen.state;
  }

  function inner(around: EditorState): PipelineDocument {
    const before = seen?.state.document;
    const found = innerDocument(around.document, key, documents);
    if (!found) return before ?? raise(key);
    // Looks are gathered anew each time: what is equal stays the same object.
    return before && isSame(before, found) ? before : found;
  }

  function edit(command: Command): Command | string | null {
    const { document } = get();
    const reason = refusal(document, known, command) ?? innerRefusal(command);
    if (reason !== null) return reason;
    const after = apply(document, command);
    // What is written can say more than the document holds.
    const isWritten = command.kind === 'replace' && command.written !== undefined;
    return after === document && !isWritten ? null : outerCommand(document, after, command);
  }

  function outerCommand(
    before: PipelineDocument,
    after: PipelineDocument,
    command: Command,
  ): Command {
    const merge = mergeKey(command, before);
    const written = command.kind === 'replace' ? command.written : undefined;
    return {
      kind: 'edit-nested',
      node: key,
      component: componentFor(before, after, written),
      inputs: Object.keys(after.interface.inputs),
      outputs: Object.keys(after.interface.outputs),
      renames: written ? renamesBetween(before, after) : renamesIn(command),
      looks: { layout: after.layout, notes: after.notes, yaml: after.yaml },
      label: `${describe(command, before)} in ${key}`,
      merge: merge && `${key}/${merge}`,
    };
  }

  function current(): JsonMap {
    const node = parent.get().document.nodes[key];
    return node?.kind === 'step' && typeof node.component !== 'string' ? node.component : {};
  }

  function componentFor(
    before: PipelineDocument,
    after: PipelineDocument,
    written: Written | undefined,
  ): JsonMap {
    if (!written && sameMeaning(before, after)) return current();
    const component = written?.isWhole
      ? written.component
      : componentWireOver(written?.component ?? current(), after, known);
    documents.put(component, withoutLooks(after));
    return component;
  }

  return {
    get,
    component: current,
    subscribe(listener) {
      listeners.add(listener);
      const stop = parent.subscribe(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
    dispatch(command) {
      const edited = edit(command);
      return edited === null || typeof edited === 'string' ? edited : parent.dispatch(edited);
    },
    refuse: (command) => refusal(get().document, known, command) ?? innerRefusal(command),
    follow(command) {
      const edited = edit(command);
      if (edited !== null && typeof edited !== 'string') parent.follow(edited);
    },
    undo: () => parent.undo(),
    redo: () => parent.redo(),
    select(ids) {
      if (ids.length === selection.length && ids.every((id, i) => id === selection[i])) return;
      selection = [...ids];
      for (const listener of listeners) listener();
    },
    load: outermostOnly,
    adopt: outermostOnly,
    components: () => known,
    setComponents(next) {
      known = next;
    },
  };
}

function outermostOnly(): never {
  throw new Error('Only the outermost document comes from the server.');
}

function raise(key: string): never {
  throw new Error(`What is inside ${key} has not been read yet.`);
}

function sameMeaning(a: PipelineDocument, b: PipelineDocument): boolean {
  return (
    a.nodes === b.nodes &&
    a.bindings === b.bindings &&
    a.interface === b.interface &&
    a.details === b.details
  );
}

function isSame(a: PipelineDocument, b: PipelineDocument): boolean {
  return (
    sameMeaning(a, b) &&
    JSON.stringify([a.layout, a.notes, a.yaml]) === JSON.stringify([b.layout, b.notes, b.yaml])
  );
}

/** What a component cannot say, though a job can. */
function innerRefusal(command: Command): string | null {
  if (command.kind === 'several') {
    for (const one of command.commands) {
      const reason = innerRefusal(one);
      if (reason !== null) return reason;
    }
  }
  if (command.kind === 'set-input' && isDataValue(command.input?.value)) {
    return 'An input of a pipeline component has no data of its own: give it where the component is used.';
  }
  if (command.kind === 'set-settings') return 'Settings belong to the pipeline as a whole.';
  return null;
}

/**
 * The same for a text, which does not say what was renamed: one end that is gone and one that is new
 * and otherwise alike are one end with another name.
 */
function renamesBetween(before: PipelineDocument, after: PipelineDocument) {
  return {
    inputs: renamed(before.interface.inputs, after.interface.inputs),
    outputs: renamed(before.interface.outputs, after.interface.outputs),
  };
}

function renamed<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
): Record<string, string> {
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  const fresh = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
  const [from] = gone;
  const [to] = fresh;
  if (gone.length !== 1 || fresh.length !== 1 || from === undefined || to === undefined) return {};
  return same(before[from], after[to]) ? { [from]: to } : {};
}

/** Ends that get another name: what the document around binds to them goes along. */
function renamesIn(command: Command): {
  inputs: Record<string, string>;
  outputs: Record<string, string>;
} {
  if (command.kind === 'rename-input')
    return { inputs: { [command.from]: command.to }, outputs: {} };
  if (command.kind === 'rename-output')
    return { inputs: {}, outputs: { [command.from]: command.to } };
  return { inputs: {}, outputs: {} };
}
