import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../api/types';
import { problemText } from './toast';

const finding = (line: number): Diagnostic => ({
  severity: 'error',
  code: 'bad-yaml',
  message: 'This is not valid YAML.',
  hint: null,
  path: '',
  file: 'broken.yml',
  line,
  column: 4,
  node: null,
  port: null,
});
const problem = { code: 'bad-file', message: 'Not a pipeline.', hint: null, place: null };

describe('a problem in the corner', () => {
  it('says the place of its only finding', () => {
    expect(problemText({ ...problem, diagnostics: [finding(4)] })).toBe(
      'Not a pipeline. (line 4, column 4)',
    );
  });

  it('says no place when there are several', () => {
    expect(problemText({ ...problem, diagnostics: [finding(4), finding(9)] })).toBe(
      'Not a pipeline.',
    );
  });
});
