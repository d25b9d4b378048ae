import { describe, expect, it } from 'vitest';
import { jobSummary } from '../testing/factories';
import { changesOf, patchPages } from './jobs-live';

const pages = {
  pages: [
    { items: [jobSummary({ name: 'a' }), jobSummary({ name: 'b' })], next_cursor: 'x' },
    { items: [jobSummary({ name: 'c' })], next_cursor: null },
  ],
  pageParams: ['', 'x'],
};

describe('patchPages', () => {
  it('changes rows where they stand and leaves other pages alone', () => {
    const done = jobSummary({ name: 'b', status: 'Completed' });
    const next = patchPages(pages, changesOf([done], []));
    expect(next.pages[0]?.items.map((job) => [job.name, job.status])).toEqual([
      ['a', 'Running'],
      ['b', 'Completed'],
    ]);
    expect(next.pages[1]).toBe(pages.pages[1]);
  });

  it('drops rows of jobs that were deleted', () => {
    const next = patchPages(pages, changesOf([], ['b', 'c']));
    expect(next.pages.map((page) => page.items.map((job) => job.name))).toEqual([['a'], []]);
  });

  it('is the same list when nothing in it changed', () => {
    expect(patchPages(pages, changesOf([jobSummary({ name: 'z' })], ['y']))).toBe(pages);
  });
});
