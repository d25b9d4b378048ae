import { expect, it } from 'vitest';
import { whyNotImport } from './bring-files';

const file = (name: string, webkitRelativePath = '') => ({ name, webkitRelativePath });

it('takes a YAML, JSON or zip file, several YAML files, and any folder', () => {
  expect(whyNotImport([file('Pipeline.YML')])).toBeNull();
  expect(whyNotImport([file('draft.json')])).toBeNull();
  expect(whyNotImport([file('all.zip')])).toBeNull();
  expect(whyNotImport([file('pipeline.yml'), file('train.yaml')])).toBeNull();
  expect(whyNotImport([file('train.py', 'folder/train.py')])).toBeNull();
});

it('says why it takes nothing else', () => {
  expect(whyNotImport([file('iris.csv')])).toContain('iris.csv is no pipeline');
  expect(whyNotImport([file('a.yml'), file('b.json')])).toContain('only when all of them are YAML');
});
