import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../api/types';
import { diagnosticsInside } from './here';

function finding(path: string, node: string | null): Diagnostic {
  const nothing = { file: null, line: null, column: null, hint: null, port: null };
  return { severity: 'error', code: 'x', message: path, path, node, ...nothing };
}

describe('findings inside a nested pipeline', () => {
  it('are those under its step, with their places as they are there', () => {
    const all = [
      finding('jobs.learn.component.jobs.fit.inputs.rate', 'learn'),
      finding('jobs.learn.component.jobs.deep.component.jobs.x.compute', 'learn'),
      finding('jobs.learn.inputs.data', 'learn'),
      finding('jobs.other.component.jobs.fit', 'other'),
    ];
    const found = diagnosticsInside(all, 'learn');
    expect(found.map((one) => [one.path, one.node, one.port])).toEqual([
      ['jobs.fit.inputs.rate', 'fit', 'rate'],
      ['jobs.deep.component.jobs.x.compute', 'deep', null],
    ]);
    expect(diagnosticsInside(all, 'learn.deep').map((one) => one.path)).toEqual(['jobs.x.compute']);
    expect(diagnosticsInside(all, '')).toBe(all);
  });
});
