import { expect, it } from 'vitest';
import type { Diagnostic } from '../../../api/types';
import {
  fieldAndAround,
  fieldOfDiagnostic,
  isBlank,
  levelOfDiagnostic,
  messagesUnder,
} from './problems';

function finding(path: string, node: string | null, port: string | null = null): Diagnostic {
  const nothing = { file: null, line: null, column: null, hint: null };
  return { severity: 'error', code: 'x', message: path, path, node, port, ...nothing };
}

it('names the field of an input, an output and a setting as the panes do', () => {
  expect(fieldOfDiagnostic(finding('jobs.train.inputs.rate', 'train', 'rate'))).toBe('train.rate');
  const output = finding('jobs.train.outputs.model.mode', 'train', 'model');
  expect(fieldOfDiagnostic(output)).toBe('train.outputs.model.mode');
  expect(messagesUnder([output], 'train.outputs.model')).toEqual([output]);
  expect(messagesUnder([output], 'train.outputs.mod')).toEqual([]);
  expect(fieldOfDiagnostic(finding('jobs.train.limits.timeout', 'train'))).toBe(
    'train.limits.timeout',
  );
  expect(fieldOfDiagnostic(finding('settings.default_compute', null))).toBe(
    'settings.default_compute',
  );
  expect(fieldAndAround('train.outputs.model')).toEqual([
    'train.outputs.model',
    'train.outputs',
    'train',
  ]);
});

it('finds the level of what is inside nested pipelines', () => {
  const deep = finding('jobs.a.component.jobs.b.component.jobs.c.outputs.model', 'a');
  expect(levelOfDiagnostic(deep)).toMatchObject({
    path: ['a', 'b'],
    inside: { path: 'jobs.c.outputs.model', node: 'c', port: 'model' },
  });
  // What a command declares is no level.
  const declared = finding('jobs.a.component.inputs.rate', 'a');
  expect(levelOfDiagnostic(declared)).toEqual({ path: [], inside: declared });
});

it('takes a draft without steps for blank, and one with an empty pipeline inside for wrong', () => {
  const none = (path: string) => ({ ...finding(path, null), code: 'no-steps' });
  expect(isBlank([none('jobs')])).toBe(true);
  expect(isBlank([none('jobs.a.component.jobs')])).toBe(false);
  expect(isBlank([none('jobs'), finding('inputs.rate', null)])).toBe(false);
  expect(isBlank([])).toBe(false);
});
