import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mayFeed, pathBetween } from './connect';
import { createFitter } from './fits';
import { COMPONENTS, linear } from './testing';

const CASES: [string, string, string][] = JSON.parse(
  readFileSync(resolve(process.cwd(), '../tests/graphs/port_cases.json'), 'utf8'),
);

describe('mayFeed', () => {
  it.each(CASES)('%s to %s: %s', (source, target, verdict) => {
    expect(mayFeed(source, target)).toBe(verdict);
  });
});

describe('pathBetween', () => {
  it('follows bindings, and only forward', () => {
    expect(pathBetween(linear(), 'prep', 'score')).toEqual(['prep', 'train', 'score']);
    expect(pathBetween(linear(), 'score', 'prep')).toBeNull();
  });
});

describe('createFitter', () => {
  it('lights up what fits and is no cycle', () => {
    const fits = createFitter(linear(), COMPONENTS, {
      place: { node: 'train', port: 'data' },
      side: 'source',
    });
    expect(fits({ node: 'score', port: 'data' })).toBe(true);
    expect(fits({ node: 'score', port: 'rate' })).toBe(false);
    expect(fits({ node: 'prep', port: 'data' })).toBe(false);
    expect(fits({ node: 'train', port: 'data' })).toBe(false);
  });

  it('works backwards from an input', () => {
    const fits = createFitter(linear(), COMPONENTS, {
      place: { node: 'train', port: 'data' },
      side: 'target',
    });
    expect(fits({ node: 'prep', port: 'data' })).toBe(true);
    expect(fits({ node: 'score', port: 'data' })).toBe(false);
    expect(fits({ node: null, port: 'raw' })).toBe(true);
  });
});
