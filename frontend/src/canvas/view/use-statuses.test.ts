import { renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { NodeOverlay } from './graph-types';
import { useStatuses } from './use-statuses';

it('stays the same object while only durations go on', () => {
  const first: Record<string, NodeOverlay> = { train: { status: 'Running', text: '1s' } };
  const { result, rerender } = renderHook(({ overlay }) => useStatuses(overlay), {
    initialProps: { overlay: first },
  });
  rerender({ overlay: { train: { status: 'Running', text: '2s' } } });
  expect(result.current).toBe(first);
  const done: Record<string, NodeOverlay> = { train: { status: 'Completed', text: '2s' } };
  rerender({ overlay: done });
  expect(result.current).toBe(done);
  const more: Record<string, NodeOverlay> = { ...done, score: { status: 'Queued' } };
  rerender({ overlay: more });
  expect(result.current).toBe(more);
  rerender({ overlay: done });
  expect(result.current).toBe(done);
});
