import { describe, expect, it } from 'vitest';
import {
  jobSearch,
  jobsSearch,
  listSearch,
  parseSearch,
  signInSearch,
  stringifySearch,
} from './search';

describe('view state in the URL', () => {
  it('keeps what a page knows and drops the rest', () => {
    expect(jobsSearch({ status: 'Failed', search: '', other: 'x', archived: 'true' })).toEqual({
      status: 'Failed',
      archived: true,
    });
  });

  it('takes numbers as text: a search for 2024 is a search', () => {
    expect(jobsSearch({ search: 2024 })).toEqual({ search: '2024' });
    expect(jobSearch({ node: 'train', tab: 'logs' })).toEqual({ node: 'train', tab: 'logs' });
  });

  it('knows the orders of a list, the usual one among them by leaving it out', () => {
    expect(listSearch({ type: 'command', created_by: 'alice', sort: '-name' })).toEqual({
      type: 'command',
      created_by: 'alice',
      sort: '-name',
    });
    expect(listSearch({ sort: '-modified_at' })).toEqual({});
    expect(listSearch({ sort: 'size' })).toEqual({});
  });

  it('is written plainly and read back as it was', () => {
    const search = { version: '1', tab: 'code', search: 'a & b', archived: true };
    expect(stringifySearch({ ...search, tag: undefined })).toBe(
      '?version=1&tab=code&search=a+%26+b&archived=true',
    );
    expect(parseSearch(stringifySearch(search))).toEqual({ ...search, archived: 'true' });
    expect(stringifySearch({})).toBe('');
  });

  it('goes on after sign-in only to places of this site', () => {
    expect(signInSearch({ next: '/jobs?status=Failed' })).toEqual({ next: '/jobs?status=Failed' });
    expect(signInSearch({ next: '//evil.example' })).toEqual({});
    expect(signInSearch({ next: 'https://evil.example' })).toEqual({});
  });
});
