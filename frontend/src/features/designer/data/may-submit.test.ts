import { expect, it } from 'vitest';
import type { Diagnostic } from '../../../api/types';
import { emptyDocument, stepNode } from '../../../canvas/core/document';
import { whyNotSubmit } from './may-submit';

const document = { ...emptyDocument(), nodes: { a: stepNode('azureml:train:1') } };

function finding(severity: 'error' | 'warning', code: string, path = 'jobs.a'): Diagnostic {
  return { severity, code, message: code, node: 'a', path } as Diagnostic;
}

it.each([
  [[], null],
  [[finding('warning', 'output-unbound')], null],
  // The dialog asks for these.
  [[finding('error', 'compute-missing', 'jobs.a.compute')], null],
  [[finding('error', 'required-pipeline-input', 'inputs.rate')], null],
  [[finding('error', 'cycle')], '1 problem to solve first: see Problems'],
  [
    [finding('warning', 'kind-not-runnable')],
    '1 step of a kind that cannot run here: see Problems',
  ],
])('says why a draft cannot be submitted: %j', (diagnostics, why) => {
  expect(whyNotSubmit({ canWrite: true, diagnostics }, document)).toBe(why);
});
