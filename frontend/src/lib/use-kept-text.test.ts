import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { useKeptText } from './use-kept-text';

beforeEach(() => sessionStorage.clear());

it('is there again when its editor comes back, until it is cleared', () => {
  const first = renderHook(() => useKeptText('pipeline', 'start'));
  act(() => first.result.current.set('typed'));
  first.unmount();
  const second = renderHook(() => useKeptText('pipeline', 'start'));
  expect(second.result.current.text).toBe('typed');
  expect(renderHook(() => useKeptText('other', 'start')).result.current.text).toBe('start');
  act(() => second.result.current.clear());
  expect(second.result.current.text).toBe('start');
  expect(renderHook(() => useKeptText('pipeline', 'start')).result.current.text).toBe('start');
});
