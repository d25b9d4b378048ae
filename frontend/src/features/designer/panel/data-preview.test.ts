import { describe, expect, it } from 'vitest';
import { assetOf } from './data-preview';

describe('the asset behind a data node', () => {
  it('is named with its version or a label', () => {
    expect(assetOf('azureml:churn:3')).toEqual({ name: 'churn', version: '3' });
    expect(assetOf('azureml:churn@latest')).toEqual({ name: 'churn', version: 'latest' });
  });

  it('is none for addresses and paths', () => {
    for (const path of ['azureml://datastores/x/paths/y', './data', 'https://example.org/x', '']) {
      expect(assetOf(path)).toBeNull();
    }
  });
});
