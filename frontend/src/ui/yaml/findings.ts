/** Findings of the checks as CodeMirror shows them, each at its place in the text. */

import type { Diagnostic as Mark } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import { keyLines, lineOfPath } from './paths';

/** A finding as `studio validate` gives it. */
export interface Finding {
  severity: string;
  message: string;
  hint: string | null;
  line: number | null;
  column: number | null;
  path: string;
}

export function marksOf(text: Text, findings: readonly Finding[]): Mark[] {
  const lines = keyLines(text.toString());
  return findings.map((one) => {
    const { from, to } = placeOf(text, lines, one);
    return {
      from,
      to,
      severity: one.severity === 'error' ? 'error' : 'warning',
      message: one.hint ? `${one.message} ${one.hint}` : one.message,
    };
  });
}

function placeOf(text: Text, lines: ReturnType<typeof keyLines>, one: Finding) {
  const at = one.line === null ? lineOfPath(lines, one.path.split('.')) : null;
  const number = Math.min(text.lines, Math.max(1, one.line ?? (at ? at.line + 1 : 1)));
  const line = text.line(number);
  const start = one.line === null ? (at?.keyFrom ?? 0) : Math.max(0, (one.column ?? 1) - 1);
  const from = Math.min(line.to, line.from + start);
  const rest = line.text.slice(from - line.from).trimEnd();
  return { from, to: Math.max(from, from + rest.length) };
}
