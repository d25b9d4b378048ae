import { renderHook, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import type { PipelineDocument } from '../core/document';
import { COMPONENTS, linear } from '../core/testing';
import { arrange } from './arrange';
import type { GraphViewProps } from './graph-types';
import { useArranged } from './use-arranged';

vi.mock('./arrange', () => ({ arrange: vi.fn() }));
const arranging = vi.mocked(arrange);

const unplaced = (): PipelineDocument => ({ ...linear(), layout: { nodes: {} } });

beforeEach(() => arranging.mockReset());

it('waits for the places of the graph that is there now: those of another are none of it', async () => {
  arranging.mockResolvedValueOnce({ prep: { x: 1, y: 2 } });
  const { result, rerender } = renderHook(
    (document: PipelineDocument) =>
      useArranged({ document, components: COMPONENTS, label: '' } as GraphViewProps),
    { initialProps: unplaced() },
  );
  expect(result.current.isReady).toBe(false);
  await waitFor(() => expect(result.current.isReady).toBe(true));
  expect(result.current.document.layout.nodes.prep).toEqual({ x: 1, y: 2 });
  let answer = (_: { prep: { x: number; y: number } }) => {};
  arranging.mockReturnValueOnce(new Promise((done) => (answer = done)));
  rerender(unplaced());
  expect(result.current.isReady).toBe(false);
  answer({ prep: { x: 3, y: 4 } });
  await waitFor(() => expect(result.current.isReady).toBe(true));
  expect(result.current.document.layout.nodes.prep).toEqual({ x: 3, y: 4 });
});
