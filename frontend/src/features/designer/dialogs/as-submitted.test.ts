import { expect, it } from 'vitest';
import { emptyDocument, emptyInput } from '../../../canvas/core/document';
import { asSubmitted } from './as-submitted';

const document = {
  ...emptyDocument(),
  interface: {
    inputs: { rate: { ...emptyInput('number'), value: 0.5 }, words: emptyInput('string') },
    outputs: {},
  },
};

it('takes the values and the compute of the dialog', () => {
  const { interface: ends, settings } = asSubmitted(document, {
    inputs: { rate: 3 },
    compute: 'azureml:gpu',
  });
  expect(ends.inputs.rate?.value).toBe(3);
  expect(settings.default_compute).toBe('azureml:gpu');
});

it('leaves what was not given, and the draft itself, as they are', () => {
  const inputs = { gone: 1 };
  const submitted = asSubmitted(document, { inputs, compute: null });
  expect(submitted.interface).toEqual(document.interface);
  expect(document.interface.inputs.rate.value).toBe(0.5);
});
