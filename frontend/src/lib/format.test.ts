import { describe, expect, it } from 'vitest';
import { formatBytes } from './bytes';
import { parseStatuses } from './statuses';
import { formatNumber, plural } from './text';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1536, '1.5 kB'],
    [123_456, '123 kB'],
    [999_600, '1 MB'],
    [2_500_000_000, '2.5 GB'],
  ])('%s is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatNumber', () => {
  it.each([
    [3, '3'],
    [12_345, '12,345'],
    [0.123456789, '0.123457'],
    [0.00001234, '1.234e-5'],
    [Number.NaN, 'NaN'],
  ])('%s is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('plural', () => {
  it('counts', () => {
    expect([plural(1, 'step'), plural(0, 'step'), plural(2000, 'step')]).toEqual([
      '1 step',
      '0 steps',
      '2,000 steps',
    ]);
  });
});

describe('parseStatuses', () => {
  it('keeps only statuses that exist', () => {
    expect(parseStatuses('Running,Nonsense,Failed')).toEqual(['Running', 'Failed']);
    expect(parseStatuses(undefined)).toEqual([]);
  });
});
