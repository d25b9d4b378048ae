import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useLater } from './debounce';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('does the last of what was asked, and nothing once it is gone', () => {
  const { result, unmount } = renderHook(() => useLater(100));
  const [one, two, three] = [vi.fn(), vi.fn(), vi.fn()];
  result.current(one);
  vi.advanceTimersByTime(60);
  result.current(two);
  vi.advanceTimersByTime(99);
  expect(two).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(one).not.toHaveBeenCalled();
  expect(two).toHaveBeenCalledTimes(1);
  result.current(three);
  unmount();
  vi.runAllTimers();
  expect(three).not.toHaveBeenCalled();
});
