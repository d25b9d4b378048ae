import { afterEach, expect, it, vi } from 'vitest';
import { copyText } from './copy-text';

afterEach(() => vi.unstubAllGlobals());

function browser(writeText: (() => Promise<void>) | null, byHand: boolean) {
  vi.stubGlobal('navigator', writeText ? { clipboard: { writeText } } : {});
  const copied: string[] = [];
  document.execCommand = vi.fn(() => {
    copied.push((document.activeElement as HTMLTextAreaElement).value);
    return byHand;
  });
  return copied;
}

it('asks the browser, and copies what is selected where there is nothing to ask', async () => {
  const copied = browser(async () => {}, false);
  expect(await copyText('a')).toBe(true);
  expect(copied).toEqual([]);

  const overHttp = browser(null, true);
  const button = document.body.appendChild(document.createElement('button'));
  button.focus();
  expect(await copyText('b')).toBe(true);
  expect(overHttp).toEqual(['b']);
  expect(document.activeElement).toBe(button);
  expect(document.querySelector('textarea')).toBeNull();
});

it('says that nothing was copied', async () => {
  browser(() => Promise.reject(new Error('denied')), false);
  expect(await copyText('a')).toBe(false);
});
