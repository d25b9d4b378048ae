import { describe, expect, it } from 'vitest';
import { pieces } from './prose';

describe('a sentence with code in it', () => {
  it('is cut at its backticks', () => {
    expect(pieces('Try `studio up`, or `-h`.').map((each) => [each.text, each.isCode])).toEqual([
      ['Try ', false],
      ['studio up', true],
      [', or ', false],
      ['-h', true],
      ['.', false],
    ]);
  });

  it('keeps a backtick that has no partner, and code that is alone', () => {
    expect(pieces('a ` b')).toEqual([{ text: 'a ` b', isCode: false, at: 0 }]);
    expect(pieces('`a`')).toEqual([{ text: 'a', isCode: true, at: 0 }]);
    expect(pieces('')).toEqual([]);
  });
});
