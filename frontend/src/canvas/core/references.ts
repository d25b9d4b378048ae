/** Expressions inside texts: finding and renaming `${{parent.jobs.X.…}}` and `${{parent.inputs.X}}`. */

import { controlType, rewriteExtra } from './control';
import {
  type DataValue,
  isDataValue,
  type Node,
  type PipelineDocument,
  type Place,
  type Scalar,
  type StepNode,
} from './document';

type Rewrite = (text: string) => string;

const JOB = /(\$\{\{\s*parent\.jobs\.)([A-Za-z_]\w*)(\.(?:outputs|inputs)\.|\s*\}\})/g;
const INPUT = /(\$\{\{\s*parent\.inputs\.)([\w.]+)(\s*\}\})/g;

/** All in one pass: one after the other, what has just got a name could be renamed once more. */
export function renameJobs(names: ReadonlyMap<string, string>): Rewrite {
  return (text) =>
    text.replace(
      JOB,
      (_whole, head: string, key: string, tail: string) => head + (names.get(key) ?? key) + tail,
    );
}

const OUTPUT = /(\$\{\{\s*parent\.jobs\.([A-Za-z_]\w*)\.outputs\.)([\w.]+)(\s*\}\})/g;

export function renameOutputs(node: string, names: Readonly<Record<string, string>>): Rewrite {
  return (text) =>
    text.replace(OUTPUT, (whole, head: string, key: string, port: string, tail: string) =>
      key === node && Object.hasOwn(names, port) ? head + names[port] + tail : whole,
    );
}

/** Outputs of a node that other nodes make from now on: by port, who makes it. */
export function moveOutputs(node: string, makers: ReadonlyMap<string, Place>): Rewrite {
  return (text) =>
    text.replace(OUTPUT, (whole, head: string, key: string, port: string, tail: string) => {
      const maker = key === node ? makers.get(port) : undefined;
      if (!maker) return whole;
      const start = head.replace(/jobs\.[A-Za-z_]\w*\.outputs\.$/, `jobs.${maker.node}.outputs.`);
      return start + maker.port + tail;
    });
}

/** Each `${{parent.inputs.X}}` by what stands for it; null leaves it. */
export function rewriteInputs(meant: (name: string) => string | null): Rewrite {
  return (text) =>
    text.replace(INPUT, (whole, _head: string, name: string) => meant(name) ?? whole);
}

/** Keys of the nodes that the texts of a node name. */
export function jobsNamed(node: Node | undefined): Set<string> {
  return namedIn(node, JOB);
}

/** Names of the pipeline inputs that the texts of a node name. */
export function inputsNamed(node: Node | undefined): Set<string> {
  return namedIn(node, INPUT);
}

function namedIn(node: Node | undefined, pattern: RegExp): Set<string> {
  const found = new Set<string>();
  if (node?.kind !== 'step') return found;
  rewriteStep(node, (text) => {
    for (const match of text.matchAll(pattern)) if (match[2]) found.add(match[2]);
    return text;
  });
  return found;
}

export function renameInput(from: string, to: string): Rewrite {
  return (text) =>
    text.replace(INPUT, (whole, head: string, key: string, tail: string) =>
      key === from ? head + to + tail : whole,
    );
}

/** Every text of every step through the rewrite; steps that hold nothing to change stay the same. */
export function rewriteTexts(document: PipelineDocument, rewrite: Rewrite): PipelineDocument {
  let changed = false;
  const nodes = { ...document.nodes };
  for (const [key, node] of Object.entries(nodes)) {
    if (node.kind !== 'step') continue;
    const next = rewriteStep(node, rewrite);
    if (next === node) continue;
    nodes[key] = next;
    changed = true;
  }
  return changed ? { ...document, nodes } : document;
}

function rewriteStep(node: StepNode, rewrite: Rewrite): StepNode {
  const values = rewriteRecord(node.values, (value) => rewriteValue(value, rewrite));
  const variables = rewriteRecord(node.environment_variables, (value) =>
    typeof value === 'string' ? rewrite(value) : value,
  );
  const compute = node.compute === null ? null : rewrite(node.compute);
  const extra = controlType(node) === null ? node.extra : rewriteExtra(node.extra, rewrite);
  if (
    values === node.values &&
    variables === node.environment_variables &&
    compute === node.compute &&
    extra === node.extra
  ) {
    return node;
  }
  return { ...node, values, environment_variables: variables, compute, extra };
}

function rewriteValue(value: Scalar | DataValue, rewrite: Rewrite): Scalar | DataValue {
  if (typeof value === 'string') return rewrite(value);
  if (!isDataValue(value)) return value;
  const path = rewrite(value.path);
  return path === value.path ? value : { ...value, path };
}

function rewriteRecord<T>(record: Record<string, T>, rewrite: (value: T) => T): Record<string, T> {
  let changed = false;
  const next: Record<string, T> = {};
  for (const [key, value] of Object.entries(record)) {
    const written = rewrite(value);
    changed ||= written !== value;
    next[key] = written;
  }
  return changed ? next : record;
}

/** The record with one key renamed, its place in the order kept. */
export function renameKey<T>(
  record: Record<string, T>,
  from: string,
  to: string,
): Record<string, T> {
  if (!Object.hasOwn(record, from)) return record;
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key === from ? to : key, value]),
  );
}

export function withoutKeys<T>(
  record: Record<string, T>,
  keys: Iterable<string>,
): Record<string, T> {
  const gone = new Set(keys);
  return Object.fromEntries(Object.entries(record).filter(([key]) => !gone.has(key)));
}
