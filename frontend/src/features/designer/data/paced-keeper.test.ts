import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyDocument, type PipelineDocument, stepNode } from '../../../canvas/core/document';
import { LARGE_NODES, PACE_MS, pacedKeeper } from './paced-keeper';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function work(nodes: number): { document: PipelineDocument } {
  const step = stepNode('azureml:any:1');
  const entries = Array.from({ length: nodes }, (_, i) => [`n${i}`, step]);
  return { document: { ...emptyDocument(), nodes: Object.fromEntries(entries) } };
}

describe('pacedKeeper', () => {
  it('writes a small draft at each change', () => {
    const write = vi.fn();
    const keeper = pacedKeeper(write);
    keeper.keep(work(1));
    keeper.keep(work(2));
    expect(write).toHaveBeenCalledTimes(2);
  });

  it('writes a large one at once, and what follows once in a while', () => {
    const write = vi.fn();
    const keeper = pacedKeeper(write);
    const [first, last] = [work(LARGE_NODES), work(LARGE_NODES)];
    keeper.keep(first);
    expect(write).toHaveBeenCalledTimes(1);
    keeper.keep(work(LARGE_NODES));
    vi.advanceTimersByTime(PACE_MS - 1);
    keeper.keep(last);
    expect(write).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(write).toHaveBeenCalledTimes(2);
    expect(write).toHaveBeenLastCalledWith(last);
    keeper.keep(first);
    expect(write).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(2 * PACE_MS);
    expect(write).toHaveBeenCalledTimes(3);
    keeper.keep(first);
    expect(write).toHaveBeenCalledTimes(4);
  });

  it('writes at once when the page goes, and nothing that was saved meanwhile', () => {
    const write = vi.fn();
    const keeper = pacedKeeper(write);
    const large = work(LARGE_NODES);
    keeper.keep(work(LARGE_NODES));
    keeper.keep(large);
    window.dispatchEvent(new Event('pagehide'));
    expect(write).toHaveBeenLastCalledWith(large);
    keeper.keep(large);
    keeper.flush();
    expect(write).toHaveBeenCalledTimes(3);
    keeper.keep(large);
    keeper.drop();
    vi.runAllTimers();
    expect(write).toHaveBeenCalledTimes(3);
  });
});
