import { describe, expect, it } from 'vitest';
import type { Status, StepLine } from '../../../api/types';
import { type OutlineFilter, type OutlineSort, rowsOf } from './tree';

const ALL: OutlineFilter = { text: '', statuses: [], types: [] };
const AT = '2026-01-01T00:00:0';

function step(path: string, more: Partial<StepLine> = {}): StepLine {
  return {
    name: `job-${path}`,
    key: path.split('.').at(-1) ?? '',
    path,
    display_name: '',
    type: 'command',
    status: 'Completed',
    created_at: `${AT}0Z`,
    queued_at: null,
    started_at: null,
    ended_at: null,
    attempt: 1,
    instance_count: 1,
    compute: null,
    reused_from: null,
    skipped: false,
    ...more,
  };
}

const STEPS = [
  step('prep', { started_at: `${AT}1Z`, ended_at: `${AT}3Z` }),
  step('fan', { type: 'pipeline', started_at: `${AT}3Z`, ended_at: `${AT}9Z` }),
  step('fan.part_2', { status: 'Failed', started_at: `${AT}3Z`, ended_at: `${AT}4Z` }),
  step('fan.part_10', { started_at: `${AT}4Z`, ended_at: `${AT}9Z` }),
  step('use', { status: 'Canceled' }),
];

function shown(open: string[], filter: Partial<OutlineFilter> = {}, sort: OutlineSort = 'order') {
  const { rows, found } = rowsOf(STEPS, new Set(open), { ...ALL, ...filter }, sort, 0);
  return { paths: rows.map((row) => `${'  '.repeat(row.depth)}${row.step.key}`), found };
}

describe('the outline', () => {
  it('shows what is below a pipeline once that is open', () => {
    expect(shown([]).paths).toEqual(['prep', 'fan', 'use']);
    expect(shown(['fan']).paths).toEqual(['prep', 'fan', '  part_2', '  part_10', 'use']);
  });

  it('shows what fits with the pipelines around it, open or not', () => {
    expect(shown([], { statuses: ['Failed' as Status] })).toEqual({
      paths: ['fan', '  part_2'],
      found: 1,
    });
    expect(shown([], { text: 'fan part_10' }).paths).toEqual(['fan', '  part_10']);
    expect(shown([], { types: ['pipeline'] }).paths).toEqual(['fan']);
    expect(shown([], { text: 'nothing' })).toEqual({ paths: [], found: 0 });
  });

  it('sorts among those that stand beside each other', () => {
    expect(shown(['fan'], {}, 'duration').paths).toEqual([
      'fan',
      '  part_10',
      '  part_2',
      'prep',
      'use',
    ]);
    expect(shown(['fan'], {}, 'name').paths).toEqual([
      'fan',
      '  part_2',
      '  part_10',
      'prep',
      'use',
    ]);
    expect(shown([], {}, 'start').paths).toEqual(['prep', 'fan', 'use']);
  });
});
