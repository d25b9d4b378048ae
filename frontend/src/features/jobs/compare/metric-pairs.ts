// The metrics of jobs that are compared: last values in rows, histories as one line a job.
import type { Metrics } from '../../../api/types';
import type { Curve } from '../metrics/curves';

export type Value = number | string;

export interface MetricRow {
  /** The step that logged it, by its path; empty for a job itself. */
  label: string;
  metric: string;
  /** One a job, in their order; null where it has none. */
  values: (Value | null)[];
  differs: boolean;
}

export interface MetricPlot {
  title: string;
  curves: Curve[];
}

interface Source {
  label: string;
  latest: Metrics['latest'];
  history: Metrics['history'];
}

function sourcesOf(found: Metrics): Source[] {
  const own = { label: '', latest: found.latest, history: found.history };
  const times = new Map<string, number>();
  const below = found.steps.map((step) => {
    const nth = (times.get(step.label) ?? 0) + 1;
    times.set(step.label, nth);
    // Runs may be called alike: the second pairs with the second of the other job.
    return nth === 1 ? step : { ...step, label: `${step.label} (${nth})` };
  });
  return [own, ...below];
}

/** By label, those of each job (a hole where it has no such step), in the order of the first job. */
function byLabel(jobs: readonly Metrics[]): Map<string, (Source | undefined)[]> {
  const found = new Map<string, (Source | undefined)[]>();
  jobs.forEach((job, place) => {
    for (const source of sourcesOf(job)) {
      const row = found.get(source.label) ?? jobs.map(() => undefined);
      row[place] = source;
      found.set(source.label, row);
    }
  });
  return found;
}

function namesIn(sources: readonly (Source | undefined)[]): string[] {
  const names = sources.flatMap((source) => Object.keys(source?.latest ?? {}));
  return [...new Set(names)].sort();
}

export function metricRows(jobs: readonly Metrics[]): MetricRow[] {
  return [...byLabel(jobs)].flatMap(([label, sources]) =>
    namesIn(sources).map((metric) => {
      const values = sources.map((source) => source?.latest[metric] ?? null);
      return { label, metric, values, differs: values.some((value) => value !== values[0]) };
    }),
  );
}

/** One for each metric of a step that has several points in some job; `labels` name the jobs. */
export function metricPlots(jobs: readonly Metrics[], labels: readonly string[]): MetricPlot[] {
  const rows = metricRows(jobs);
  const places = byLabel(jobs);
  return rows.flatMap(({ label, metric }) => {
    const sources = places.get(label) ?? [];
    // A colour is a job's, also where it has no such line.
    const curves = sources.map((source, place) => ({
      label: labels[place] ?? '',
      points: source?.history[metric] ?? [],
    }));
    if (!curves.some(({ points }) => points.length > 1)) return [];
    const isAlone = rows.filter((row) => row.metric === metric).length === 1;
    return [{ title: isAlone || label === '' ? metric : `${metric} of ${label}`, curves }];
  });
}

/** From the first value to the last: only numbers have a difference. */
export function change(from: Value | null | undefined, to: Value | null | undefined) {
  if (typeof from !== 'number' || typeof to !== 'number') return null;
  return to - from;
}
