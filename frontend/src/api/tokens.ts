// One's own tokens: for the command line, the SDK and MLflow clients.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from './client';
import { keys } from './keys';
import type { NewToken, Token } from './types';

const TOKENS = '/api/session/tokens';

export const tokensQuery = queryOptions({
  queryKey: keys.tokens,
  queryFn: ({ signal }) => request<Token[]>('GET', TOKENS, undefined, { signal }),
});

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { name: string; days: number | null }) =>
      request<NewToken>('POST', TOKENS, given),
    // The secret is nowhere but with whoever asked.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => request<void>('DELETE', `${TOKENS}/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
}
