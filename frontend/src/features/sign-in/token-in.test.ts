import { describe, expect, it } from 'vitest';
import { tokenIn } from './token-in';

describe('tokenIn', () => {
  it('finds the token in a link, whatever its host', () => {
    expect(tokenIn(' http://127.0.0.1:8000/sign-in?token=abc%3Ddef ')).toBe('abc=def');
  });

  it('takes a bare token', () => {
    expect(tokenIn('a1b2c3d4e5f6a7b8c9')).toBe('a1b2c3d4e5f6a7b8c9');
  });

  it('knows what is none', () => {
    expect(tokenIn('http://127.0.0.1:8000/')).toBeNull();
    expect(tokenIn('hello')).toBeNull();
  });
});
