import { beforeEach, expect, it, vi } from 'vitest';
import { linear } from '../../../canvas/core/testing';
import { textsOf } from './kept-unsaid';

const shown = { document: linear(), component: null };
const unsaid = { text: 'jobs: [', shared: { document: linear(), component: null, shown } };
const said = async (draft: number, place: string) =>
  (await textsOf(draft).read(place)).map(({ text }) => text);

beforeEach(() => localStorage.clear());

it('keeps a text for each level of each draft', async () => {
  textsOf(7).keep('', unsaid);
  textsOf(7).keep('learn.fit', { ...unsaid, text: 'inside' });
  textsOf(71).keep('', { ...unsaid, text: 'another draft' });
  expect(await textsOf(7).read('')).toMatchObject([unsaid]);
  expect(await said(7, 'learn.fit')).toEqual(['inside']);
  expect(await said(7, 'learn')).toEqual([]);
  textsOf(7).forget('');
  expect(await said(7, '')).toEqual([]);
  expect(await said(7, 'learn.fit')).toEqual(['inside']);
});

it('keeps one for each tab: its own comes first, then the newest', async () => {
  vi.useFakeTimers();
  for (const [tab, text] of [
    ['mine', 'mine'],
    ['old', 'old'],
    ['new', 'new'],
  ] as const) {
    textsOf(7, tab).keep('', { ...unsaid, text });
    vi.advanceTimersByTime(1000);
  }
  vi.useRealTimers();
  const found = await textsOf(7, 'mine').read('');
  expect(found.map(({ text }) => text)).toEqual(['mine', 'new', 'old']);
  const [, other] = found;
  textsOf(7, 'mine').forget('', other?.key);
  expect((await textsOf(7, 'old').read('')).map(({ text }) => text)).toEqual(['old', 'mine']);
});

it('forgets all of a draft that is deleted, and of no other', async () => {
  textsOf(7).keep('learn', unsaid);
  textsOf(7, 'other').keep('learn', unsaid);
  textsOf(71).keep('', unsaid);
  await textsOf(7).forgetAll();
  expect(await said(7, 'learn')).toEqual([]);
  expect(await said(71, '')).toHaveLength(1);
});

it('takes what was cut or is of something else for nothing', async () => {
  textsOf(7).keep('', unsaid);
  const [key] = Object.keys(localStorage);
  for (const text of ['{"text": "jo', '{"text": "jobs", "shared": {"document": 3}}', 'null']) {
    localStorage.setItem(key ?? '', text);
    expect(await said(7, '')).toEqual([]);
  }
});
