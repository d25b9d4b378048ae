import { expect, it } from 'vitest';
import type { Diagnostic } from '../api/types';
import { byRemedy } from './by-remedy';

const finding = (message: string, hint: string | null) => ({ message, hint }) as Diagnostic;

it('says once what helps against several findings, after the last of them', () => {
  const told = byRemedy([
    finding('a', 'Bring it.'),
    finding('b', null),
    finding('c', 'Bring it.'),
    finding('d', null),
    finding('e', 'Rename it.'),
  ]);
  expect(told.map(({ one, remedy, count }) => [one.message, remedy, count])).toEqual([
    ['a', null, 2],
    ['c', 'Bring it.', 2],
    ['b', null, 1],
    ['d', null, 1],
    ['e', 'Rename it.', 1],
  ]);
});
