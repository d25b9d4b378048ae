/** Diagnostics sorted to the nodes and fields that they speak of. */

import type { Diagnostic } from '../../../api/types';
import type { PipelineDocument } from '../../../canvas/core/document';
import { boxOfInput, boxOfOutput } from '../../../canvas/core/ids';
import type { NodeProblems } from '../../../canvas/view/graph-view';

/** The box that a finding is about; null for the pipeline as a whole. */
export function boxOfDiagnostic(one: Diagnostic, document: PipelineDocument): string | null {
  if (one.node !== null) return one.node in document.nodes ? one.node : null;
  const [head, name = ''] = one.path.split('.');
  if (head === 'jobs' && name in document.nodes) return name;
  if (head === 'inputs' && name in document.interface.inputs) return boxOfInput(name);
  if (head === 'outputs' && name in document.interface.outputs) return boxOfOutput(name);
  return null;
}

/**
 * The field that a finding is about, as the panes name it: "train.rate", "train.outputs.model",
 * "train.compute", "inputs.x". A longer name than a pane knows is about a part of that field.
 */
export function fieldOfDiagnostic(one: Diagnostic): string | null {
  if (one.node === null) return one.path || null;
  const start = `jobs.${one.node}.`;
  const rest = one.path.startsWith(start) ? one.path.slice(start.length) : null;
  if (one.port !== null && !rest?.startsWith('outputs.')) return `${one.node}.${one.port}`;
  return rest === null ? null : `${one.node}.${rest}`;
}

/** "a.b.c", "a.b", "a": where a pane has no field of that name, it may have one that holds it. */
export function fieldAndAround(field: string): string[] {
  const parts = field.split('.');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('.'));
}

/** The steps to go into for what is inside nested pipelines, and the finding as it is there. */
export function levelOfDiagnostic(one: Diagnostic): { path: string[]; inside: Diagnostic } {
  const path: string[] = [];
  let rest = one.path;
  for (;;) {
    const [head, key] = /^jobs\.([^.]+)\.component\.(?=jobs\.)/.exec(rest) ?? [];
    if (head === undefined || key === undefined) break;
    path.push(key);
    rest = rest.slice(head.length);
  }
  return { path, inside: path.length === 0 ? one : placedAt(one, rest) };
}

/** The same finding at a path of another level. */
export function placedAt(one: Diagnostic, path: string): Diagnostic {
  const [first, node = null, part, port = null] = path.split('.');
  const isStep = first === 'jobs';
  const isPort = isStep && (part === 'inputs' || part === 'outputs');
  return { ...one, path, node: isStep ? node : null, port: isPort ? port : null };
}

export function problemsByBox(
  diagnostics: readonly Diagnostic[],
  document: PipelineDocument,
): Record<string, NodeProblems> {
  const problems: Record<string, NodeProblems> = {};
  for (const one of diagnostics) {
    const box = boxOfDiagnostic(one, document);
    if (box === null) continue;
    const sofar = problems[box] ?? { errors: 0, warnings: 0, text: '' };
    problems[box] = {
      errors: sofar.errors + (one.severity === 'error' ? 1 : 0),
      warnings: sofar.warnings + (one.severity === 'warning' ? 1 : 0),
      text: sofar.text ? `${sofar.text}\n${one.message}` : one.message,
    };
  }
  return problems;
}

export function messagesAt(diagnostics: readonly Diagnostic[], field: string): Diagnostic[] {
  return diagnostics.filter((one) => fieldOfDiagnostic(one) === field);
}

/** Those about the field or a part of it. */
export function messagesUnder(diagnostics: readonly Diagnostic[], field: string): Diagnostic[] {
  return diagnostics.filter((one) => `${fieldOfDiagnostic(one)}.`.startsWith(`${field}.`));
}

/** No step was drawn yet: that a pipeline needs one is no news then, and nobody's error. */
export function isBlank(diagnostics: readonly Diagnostic[]): boolean {
  const [first, ...more] = diagnostics;
  return first?.code === 'no-steps' && first.path === 'jobs' && more.length === 0;
}

export function countBySeverity(diagnostics: readonly Diagnostic[]) {
  const errors = diagnostics.filter((one) => one.severity === 'error').length;
  return { errors, warnings: diagnostics.length - errors };
}
