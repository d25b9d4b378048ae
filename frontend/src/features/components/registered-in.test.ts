import { expect, test } from 'vitest';
import { registeredIn } from './registered-in';

test.each([
  ['azureml:plain:3', { name: 'plain', version: '3', text: 'plain:3' }],
  ['azureml:plain@latest', { name: 'plain', text: 'plain (latest)' }],
  ['azureml:plain', { name: 'plain', text: 'plain (latest)' }],
])('%s is an environment of this workspace', (reference, expected) => {
  expect(registeredIn({ reference })).toEqual(expected);
});

test.each([
  { reference: 'azureml://registries/azureml/environments/sklearn-1.5/labels/latest' },
  { reference: 7 },
  { image: 'python:3.11' },
  {},
])('%o is none', (environment) => {
  expect(registeredIn(environment)).toBeNull();
});
