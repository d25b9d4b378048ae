// Complete values of the API's types, for tests that care about one field.
import type { JobEvent, JobSummary } from '../api/types';

export function jobSummary(given: Partial<JobSummary> = {}): JobSummary {
  return {
    name: 'calm_river_1',
    display_name: 'Calm river',
    type: 'pipeline',
    status: 'Running',
    experiment_name: 'Default',
    created_at: '2026-01-02T12:00:00.000000Z',
    created_by: 'ada',
    started_at: '2026-01-02T12:00:01.000000Z',
    ended_at: null,
    duration_seconds: null,
    tags: {},
    progress: { done: 1, total: 3 },
    source: 'cli',
    archived: false,
    parent: null,
    key: '',
    path: '',
    reused_from: null,
    compute: null,
    error: null,
    exit_code: null,
    given: {},
    ...given,
  };
}

export function statusEvent(
  sequence: number,
  name: string,
  data: Partial<JobEvent['data']>,
): JobEvent {
  return {
    sequence,
    kind: 'status',
    at: '2026-01-02T12:00:02.000000Z',
    data: { name, key: name, path: name, ...data },
  };
}
