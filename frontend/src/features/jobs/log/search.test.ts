import { describe, expect, it } from 'vitest';
import { LogBuffer } from './buffer';
import { compile, highlightPieces, nextMatch, searchLines } from './search';

describe('compile', () => {
  it('takes words as they stand unless a regular expression is asked for', () => {
    expect('a.b(c'.match(compile('.b(', false, false).regex ?? /x/)?.[0]).toBe('.b(');
    expect('axb'.match(compile('a.b', true, false).regex ?? /x/)?.[0]).toBe('axb');
  });

  it('says what is wrong with a pattern', () => {
    const { regex, error } = compile('(', true, false);
    expect(regex).toBeNull();
    expect(error).toContain('(');
  });

  it('minds case only when told to', () => {
    expect(compile('Error', false, false).regex?.flags).toContain('i');
    expect(compile('Error', false, true).regex?.flags).not.toContain('i');
  });
});

describe('searchLines', () => {
  it('finds lines past the first slice, under their colours', () => {
    const buffer = new LogBuffer();
    buffer.append('x\n'.repeat(25_000));
    buffer.append('an \u001b[31merr\u001b[0mor\n');
    const found = [...searchLines(buffer, /error/g, 0)].flatMap((slice) => slice.found);
    expect(found).toEqual([25_000]);
  });
});

describe('highlightPieces', () => {
  it('cuts at each match, and survives empty ones', () => {
    expect(highlightPieces('aXbX', /X/g)).toEqual([
      { text: 'a', hit: false },
      { text: 'X', hit: true },
      { text: 'b', hit: false },
      { text: 'X', hit: true },
    ]);
    expect(highlightPieces('ab', /z*/g)).toEqual([{ text: 'ab', hit: false }]);
  });
});

describe('nextMatch', () => {
  it('goes on from a line, and around at the end', () => {
    expect(nextMatch([2, 5, 9], 5)).toBe(1);
    expect(nextMatch([2, 5, 9], 6)).toBe(2);
    expect(nextMatch([2, 5, 9], 10)).toBe(0);
  });
});
