import { describe, expect, it } from 'vitest';
import { unfinishedBytes } from './utf8';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('unfinishedBytes', () => {
  it('is nothing where the last character is whole', () => {
    for (const text of ['', 'a', 'ä', '木', '😀']) expect(unfinishedBytes(bytes(text))).toBe(0);
  });

  it('counts the bytes of a character that was cut', () => {
    expect(unfinishedBytes(bytes('aä').slice(0, 2))).toBe(1);
    expect(unfinishedBytes(bytes('木').slice(0, 2))).toBe(2);
    expect(unfinishedBytes(bytes('😀').slice(0, 3))).toBe(3);
  });
});
