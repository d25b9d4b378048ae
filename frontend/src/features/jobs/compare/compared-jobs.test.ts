import { describe, expect, it } from 'vitest';
import { comparedJobs, compareJobs, withJob, withoutJob } from './compared-jobs';

describe('the jobs that an address compares', () => {
  it('are two with a and b, or all that are listed', () => {
    expect(comparedJobs({ a: 'x', b: 'y' })).toEqual({ names: ['x', 'y'], pair: [0, 1] });
    expect(comparedJobs({ a: 'x', b: 'x' })).toEqual({ names: ['x', 'x'], pair: [0, 1] });
    expect(comparedJobs({ jobs: 'x,y,z' })).toEqual({ names: ['x', 'y', 'z'], pair: [0, 1] });
    expect(comparedJobs({ jobs: 'x,y,z', a: 'z', b: 'x' })?.pair).toEqual([2, 0]);
    expect(comparedJobs({ jobs: 'x,y,z', a: 'y' })?.pair).toEqual([1, 0]);
    expect(comparedJobs({ jobs: 'x,,x,y', b: 'z' })?.names).toEqual(['x', 'y', 'z']);
  });

  it('are at least two and at most ten', () => {
    expect(comparedJobs({})).toBeNull();
    expect(comparedJobs({ jobs: 'x' })).toBeNull();
    expect(comparedJobs({ a: 'x' })).toBeNull();
    const many = Array.from({ length: 12 }, (_, i) => `job${i}`).join(',');
    expect(comparedJobs({ jobs: many, a: 'job11' })).toMatchObject({ pair: [0, 1] });
    expect(comparedJobs({ jobs: many })?.names).toHaveLength(10);
  });

  it('come and go', () => {
    const two = { names: ['x', 'y'], pair: [0, 1] as const };
    expect(withJob(two, 'z')).toEqual({ jobs: 'x,y,z' });
    const three = { names: ['x', 'y', 'z'], pair: [1, 2] as const };
    expect(withJob(three, 'w')).toEqual({ jobs: 'x,y,z,w', a: 'y', b: 'z' });
    expect(withoutJob(three, 0)).toEqual({ a: 'y', b: 'z' });
    expect(withoutJob(three, 1)).toEqual({ a: 'x', b: 'z' });
    expect(compareJobs(['x', 'y'], [1, 0])).toEqual({ a: 'y', b: 'x' });
  });
});
