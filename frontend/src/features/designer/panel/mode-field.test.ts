import { expect, test } from 'vitest';
import { modesFor } from './mode-field';

test('only tables are evaluated, and every mode of the language is offered', () => {
  expect(modesFor('input', 'mltable')).toEqual([
    'ro_mount',
    'download',
    'direct',
    'eval_mount',
    'eval_download',
  ]);
  expect(modesFor('input', 'uri_file')).not.toContain('eval_mount');
  expect(modesFor('output', 'uri_folder')).toEqual(['rw_mount', 'mount', 'upload', 'direct']);
});
