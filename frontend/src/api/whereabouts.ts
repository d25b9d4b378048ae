// Jobs and drafts whose address names no workspace: which one holds them.
import { queryOptions } from '@tanstack/react-query';
import { request, segment } from './client';
import { keys } from './keys';
import type { Whereabouts } from './types';

export function whereaboutsQuery(noun: 'job' | 'draft', name: string) {
  return queryOptions({
    queryKey: keys.whereabouts(noun, name),
    queryFn: ({ signal }) =>
      request<Whereabouts>('GET', `/api/${noun}s/${segment(name)}/workspace`, undefined, {
        signal,
      }),
  });
}
