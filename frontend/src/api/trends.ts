// How the last days went: read from the newest jobs and steps, so not at every change.
import { queryOptions } from '@tanstack/react-query';
import { request } from './client';
import { keys } from './keys';
import type { Trends } from './types';

/** The server's days are those of this clock. */
export const trendsQuery = queryOptions({
  queryKey: keys.trends,
  queryFn: ({ signal }) =>
    request<Trends>('GET', 'home/trends', undefined, {
      query: { utc_offset: -new Date().getTimezoneOffset() },
      signal,
    }),
});
