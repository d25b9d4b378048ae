import { describe, expect, it } from 'vitest';
import { createdLabel, createdQuery } from './created';

const NOW = Date.UTC(2026, 2, 11, 12);

describe('when jobs were created', () => {
  it('counts a span by name back from now, and passes moments on', () => {
    expect(createdQuery({ created: '24h' }, NOW)).toEqual({
      created_after: '2026-03-10T12:00:00.000Z',
      created_before: undefined,
    });
    const span = { created_after: '2026-03-01T00:00:00Z', created_before: '2026-03-02T00:00:00Z' };
    expect(createdQuery(span, NOW)).toEqual(span);
    expect(createdQuery({ created: 'ever' }, NOW)).toEqual({});
  });

  it('says one day as that day, and everything else as since and before', () => {
    const at = (day: number, hour = 0) => new Date(2026, 5, day, hour).toISOString();
    expect(createdLabel({ created: '7d' })).toBe('Last 7 days');
    expect(createdLabel({})).toBe('');
    expect(createdLabel({ created_after: 'nonsense' })).toBe('');
    const one = createdLabel({ created_after: at(3), created_before: at(4) });
    expect(one).toContain('2026');
    expect(one).not.toMatch(/since|before/);
    expect(createdLabel({ created_after: at(3) })).toMatch(/^since .*2026$/);
    const both = createdLabel({ created_after: at(3, 5), created_before: at(4) });
    expect(both).toMatch(/^since .*, before .*2026$/);
  });
});
