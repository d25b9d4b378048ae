import { expect, it, vi } from 'vitest';
import { createStore } from '../../../canvas/core/store';
import { linear } from '../../../canvas/core/testing';
import { doorsOf } from './yaml-doors';

const warning = (code: string) => ({ severity: 'warning', code, message: code });

vi.mock('../data/api', () => ({
  validateYaml: async () => ({
    document: null,
    component: null,
    diagnostics: [warning('name-ignored'), warning('unused-input')],
    read: true,
  }),
}));

it('does not warn of names that the studio itself wrote into the text', async () => {
  const doors = doorsOf(createStore(linear()), null, () => {});
  const { diagnostics } = await doors.read('jobs: {}');
  expect(diagnostics.map(({ code }) => code)).toEqual(['unused-input']);
});
