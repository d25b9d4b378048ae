import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { useArchiveAsset } from './assets';
import { request } from './client';
import { modelQuery } from './models';

vi.mock('./client', async (original) => ({
  ...(await original<typeof import('./client')>()),
  request: vi.fn(),
}));

it('does not keep what a first reading saw before the change', async () => {
  let answerOld = (_: unknown): void => undefined;
  const old = new Promise<unknown>((resolve) => {
    answerOld = resolve;
  });
  const answers = [old, Promise.resolve({ archived: true })];
  vi.mocked(request).mockImplementation(async (method) =>
    method === 'PATCH' ? undefined : answers.shift(),
  );
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(
    () => ({
      model: useQuery(modelQuery('iris', '2')).data,
      archive: useArchiveAsset('models').mutateAsync,
    }),
    { wrapper },
  );

  await result.current.archive({ name: 'iris', version: '2', archived: true });
  answerOld({ archived: false });
  await waitFor(() => expect(result.current.model).toMatchObject({ archived: true }));
});
