/** Expressions inside texts: finding and renaming `${{parent.jobs.X.…}}` and `${{parent.inputs.X}}`. */

import { controlType, rewriteExtra } from './control';
import {
  type DataValue,
  isDataValue,
  type PipelineDocument,
  type Scalar,
  type StepNode,
} from './document';

type Rewrite = (text: string) => string;

const JOB = /(\$\{\{\s*parent\.jobs\.)([A-Za-z_]\w*)(\.(?:outputs|inputs)\.|\s*\}\})/g;
const INPUT = /(\$\{\{\s*parent\.inputs\.)([\w.]+)(\s*\}\})/g;

export function renameJob(from: string, to: string): Rewrite {
  return (text) =>
    text.replace(JOB, (whole, head: string, key: string, tail: string) =>
      key === from ? head + to + tail : whole,
    );
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
