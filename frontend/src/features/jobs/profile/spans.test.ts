import { describe, expect, it } from 'vitest';
import type { StepLine } from '../../../api/types';
import { criticalPath, csvOf, extent, spanOf } from './spans';

const AT = '2026-01-01T00:00:';
const NOW = Date.parse(`${AT}50Z`);

function step(path: string, queued: number, started: number | null, ended: number | null) {
  const at = (second: number | null) =>
    second === null ? null : `${AT}${String(second).padStart(2, '0')}Z`;
  const line: StepLine = {
    name: `job-${path}`,
    key: path,
    path,
    display_name: '',
    type: 'command',
    status: ended === null ? 'Running' : 'Completed',
    created_at: `${AT}00Z`,
    queued_at: at(queued),
    started_at: at(started),
    ended_at: at(ended),
    attempt: 1,
    instance_count: 1,
    compute: 'cpu',
    reused_from: null,
    skipped: false,
  };
  return line;
}

//   prep -> slow -> end
//   prep -> quick -> end;  aside
const STEPS = [
  step('prep', 0, 1, 5),
  step('slow', 5, 6, 20),
  step('quick', 5, 6, 8),
  step('end', 20, 22, 30),
  step('aside', 0, 1, 29),
];
const LINKS: [number, number][] = [
  [0, 1],
  [0, 2],
  [1, 3],
  [2, 3],
];

describe('where the time went', () => {
  it('tells waiting in the queue from running, also while it runs', () => {
    expect(spanOf(step('a', 0, 2, 9), NOW)).toMatchObject({ queueSeconds: 2, runSeconds: 7 });
    expect(spanOf(step('a', 0, 40, null), NOW)).toMatchObject({ queueSeconds: 40, runSeconds: 10 });
    expect(spanOf(step('a', 45, null, null), NOW)).toMatchObject({
      queueSeconds: 5,
      runSeconds: 0,
    });
  });

  it('finds the path that decided the end', () => {
    expect([...criticalPath(STEPS, LINKS, NOW)].map((place) => STEPS[place]?.path)).toEqual([
      'end',
      'slow',
      'prep',
    ]);
    expect(criticalPath([], [], NOW).size).toBe(0);
  });

  it('ends even where links lead in a circle', () => {
    const circle: [number, number][] = [
      [3, 1],
      [1, 3],
    ];
    expect(criticalPath(STEPS, circle, NOW).size).toBe(2);
  });

  it('spans from the first begin to the last end', () => {
    const spans = STEPS.map((each) => spanOf(each, NOW));
    expect(extent(spans, NOW)).toEqual({
      from: Date.parse(`${AT}00Z`),
      to: Date.parse(`${AT}30Z`),
    });
    expect(extent([], NOW)).toBeNull();
  });

  it('writes a sheet that no program takes for formulas', () => {
    const text = csvOf([step('=cmd,"x"', 0, 1, 2)], new Set([0]), NOW);
    const [head, line] = text.trimEnd().split('\n');
    expect(head?.startsWith('path,type,status')).toBe(true);
    expect(line?.startsWith(`"'=cmd,""x""",command,Completed,cpu`)).toBe(true);
    expect(line?.endsWith(',1,1,1,,true')).toBe(true);
  });
});
