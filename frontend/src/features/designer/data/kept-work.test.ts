import { beforeEach, expect, it, vi } from 'vitest';
import { linear } from '../../../canvas/core/testing';

/** A page of its own: what it keeps is under its own key. */
async function page(now: number) {
  vi.resetModules();
  vi.setSystemTime(now);
  return await import('./kept-work');
}

const work = (name: string) => ({ revision: 4, name, document: linear() });

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ toFake: ['Date'] });
  return () => vi.useRealTimers();
});

it('keeps the work of each tab, whatever another one keeps or forgets', async () => {
  const first = await page(1000);
  first.keepWork(7, work('first'));
  const second = await page(2000);
  second.keepWork(7, work('second'));
  second.keepWork(71, work('another draft'));
  expect((await second.keptWorks(7)).map((one) => one.name)).toEqual(['second', 'first']);
  second.forgetWork(7);
  expect((await second.keptWorks(7)).map((one) => one.name)).toEqual(['first']);
});

it('takes over what a closed tab kept, and leaves its own where it is', async () => {
  const first = await page(1000);
  first.keepWork(7, work('first'));
  const second = await page(2000);
  second.keepWork(7, work('second'));
  for (const { key } of await second.keptWorks(7)) second.takeOver(7, key);
  expect((await second.keptWorks(7)).map((one) => one.name)).toEqual(['second']);
});

it('finds what was kept before tabs had keys of their own', async () => {
  const { keptWorks } = await page(1000);
  localStorage.setItem('studio.draft..7', JSON.stringify(work('old')));
  expect(await keptWorks(7)).toMatchObject([{ name: 'old', revision: 4 }]);
});
