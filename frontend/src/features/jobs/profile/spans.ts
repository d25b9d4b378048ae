// Where the time of a job went: spans of its steps, the path that decided its end, a sheet of it.
import type { StepLine } from '../../../api/types';
import { runsCommand } from '../../../lib/job-types';
import { hasEnded } from '../../../lib/statuses';

export interface Span {
  /** In ms since 1970; null where it has not come so far. */
  queued: number | null;
  started: number | null;
  ended: number | null;
  queueSeconds: number;
  runSeconds: number;
}

function time(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

export function spanOf(step: StepLine, now: number): Span {
  const [queued, started, ended] = [
    time(step.queued_at),
    time(step.started_at),
    time(step.ended_at),
  ];
  const until = ended ?? (hasEnded(step.status) ? started : now);
  const waited = queued === null ? 0 : (started ?? until ?? queued) - queued;
  const ran = started === null ? 0 : (until ?? started) - started;
  return {
    queued,
    started,
    ended,
    queueSeconds: Math.max(0, waited / 1000),
    runSeconds: Math.max(0, ran / 1000),
  };
}

/** Places of the steps that decided when the job ended: from the last one back, each time to the
 * one of those that it waited for which ended last. */
export function criticalPath(
  steps: readonly StepLine[],
  links: readonly (readonly [number, number])[],
  now: number,
): ReadonlySet<number> {
  const before = new Map<number, number[]>();
  for (const [from, to] of links) {
    const known = before.get(to);
    if (known) known.push(from);
    else before.set(to, [from]);
  }
  const end = (place: number): number => {
    const step = steps[place];
    if (!step?.started_at) return Number.NEGATIVE_INFINITY;
    return step.ended_at ? Date.parse(step.ended_at) : now;
  };
  const last = (places: Iterable<number>): number | null => {
    let best: number | null = null;
    for (const place of places) {
      if (end(place) === Number.NEGATIVE_INFINITY) continue;
      if (best === null || end(place) > end(best)) best = place;
    }
    return best;
  };
  const path = new Set<number>();
  const leaves = steps.flatMap((step, place) => (runsCommand(step) ? [place] : []));
  let current = last(leaves);
  while (current !== null && !path.has(current)) {
    path.add(current);
    current = last(before.get(current) ?? []);
  }
  return path;
}

/** First begin and last end; null before anything was queued. */
export function extent(spans: readonly Span[], now: number): { from: number; to: number } | null {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    const first = span.queued ?? span.started;
    if (first === null) continue;
    from = Math.min(from, first);
    const ended = span.ended ?? (span.started === null ? first : now);
    to = Math.max(to, ended);
  }
  return from === Number.POSITIVE_INFINITY ? null : { from, to: Math.max(to, from + 1) };
}

const NAMES = [
  'path',
  'type',
  'status',
  'compute',
  'queued_at',
  'started_at',
  'ended_at',
  'queue_seconds',
  'run_seconds',
  'attempts',
  'reused_from',
  'on_critical_path',
];

function cell(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value);
  // A sheet would take it for a formula.
  const safe = /^[=+\-@\t]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf(
  steps: readonly StepLine[],
  critical: ReadonlySet<number>,
  now: number,
): string {
  const lines = steps.map((step, place) => {
    const span = spanOf(step, now);
    return [
      step.path || step.name,
      step.type,
      step.status,
      step.compute,
      step.queued_at,
      step.started_at,
      step.ended_at,
      span.queueSeconds,
      span.runSeconds,
      step.attempt,
      step.reused_from,
      critical.has(place),
    ].map(cell);
  });
  return `${[NAMES, ...lines].map((line) => line.join(',')).join('\n')}\n`;
}
