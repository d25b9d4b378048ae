import { describe, expect, it } from 'vitest';
import { matches } from './hotkeys';

const press = (key: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key, ...more });

describe('matches', () => {
  it('takes Ctrl and Cmd for mod', () => {
    expect(matches('mod+k', press('k', { ctrlKey: true }))).toBe(true);
    expect(matches('mod+k', press('K', { metaKey: true }))).toBe(true);
    expect(matches('mod+k', press('k'))).toBe(false);
  });

  it('leaves combinations with other keys alone', () => {
    expect(matches('?', press('?', { shiftKey: true }))).toBe(true);
    expect(matches('/', press('/', { ctrlKey: true }))).toBe(false);
    expect(matches('escape', press('Escape', { altKey: true }))).toBe(false);
  });
});
