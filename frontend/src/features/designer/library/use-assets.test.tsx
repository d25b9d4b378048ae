import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { request } from '../../../api/client';
import type { Asset } from '../canvas/assets';
import { useFittingAssets } from './use-assets';

vi.mock('../../../api/client', async (original) => ({
  ...(await original<typeof import('../../../api/client')>()),
  request: vi.fn(),
}));

const asked = vi.mocked(request);
const isWanted = (one: Asset) => one.kind === 'component' && one.component.name.startsWith('fits');

function shown(fits: (one: Asset) => boolean) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook(() => useFittingAssets('', fits), { wrapper }).result;
}

const component = (name: string) => ({ name, display_name: '', inputs: [], outputs: [] });

beforeEach(() => {
  asked.mockReset();
});

it('asks for page after page while few of them fit', async () => {
  asked.mockImplementation(async (_method, path, _body, options) => {
    if (path !== 'components') return { items: [], next_cursor: null };
    const page = Number(options?.query?.cursor || 0);
    const items = [component(page < 3 ? `other_${page}` : 'fits_at_last')];
    return { items, next_cursor: page < 3 ? String(page + 1) : null };
  });
  const result = shown(isWanted);
  expect(result.current.isLooking).toBe(true);
  await waitFor(() => expect(result.current.assets).toHaveLength(1));
  await waitFor(() => expect(result.current.isLooking).toBe(false));
  expect(asked.mock.calls.filter(([, path]) => path === 'components')).toHaveLength(4);
});

it('tells a request that failed from a list with nothing in it', async () => {
  asked.mockRejectedValueOnce(new Error('away'));
  asked.mockResolvedValue({ items: [], next_cursor: null });
  const result = shown(isWanted);
  await waitFor(() => expect(result.current.error).not.toBeNull());
  result.current.retry();
  await waitFor(() => expect(result.current.error).toBeNull());
  expect(result.current.assets).toEqual([]);
});
