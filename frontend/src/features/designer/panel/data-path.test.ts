import { expect, test } from 'vitest';
import { searchWords } from './data-path';

test('the name of an asset is looked for, with or without its prefix', () => {
  expect(searchWords('azureml:iris:2')).toBe('iris');
  expect(searchWords('azureml:iris@latest')).toBe('iris');
  expect(searchWords('iris')).toBe('iris');
  expect(searchWords('azureml:')).toBe('');
  expect(searchWords('azureml://datastores/a/paths/b')).toBe('');
});
