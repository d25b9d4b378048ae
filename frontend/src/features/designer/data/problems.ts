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

/** The field that a finding is about, as the panes name it: "train.rate", "train.compute", "inputs.x". */
export function fieldOfDiagnostic(one: Diagnostic): string | null {
  if (one.node === null) return one.path || null;
  if (one.port !== null) return `${one.node}.${one.port}`;
  const start = `jobs.${one.node}.`;
  return one.path.startsWith(start) ? `${one.node}.${one.path.slice(start.length)}` : null;
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

export function countBySeverity(diagnostics: readonly Diagnostic[]) {
  const errors = diagnostics.filter((one) => one.severity === 'error').length;
  return { errors, warnings: diagnostics.length - errors };
}
