// The rows of a profile: which steps, in which order, how deep.
import type { StepLine } from '../../../api/types';
import { runsCommand } from '../../../lib/job-types';
import { STATUSES } from '../../../lib/statuses';
import { LONG_SECONDS, type Mode, type Order } from './modes';
import type { Span } from './spans';

export interface Place {
  step: StepLine;
  span: Span;
  depth: number;
  isCritical: boolean;
}

function begin({ span }: Place): number {
  return span.queued ?? span.started ?? Number.POSITIVE_INFINITY;
}

function compare(order: Order): (a: Place, b: Place) => number {
  switch (order) {
    case 'run':
      return (a, b) => b.span.runSeconds - a.span.runSeconds;
    case 'queue':
      return (a, b) => b.span.queueSeconds - a.span.queueSeconds;
    case 'name':
      return (a, b) => a.step.path.localeCompare(b.step.path, undefined, { numeric: true });
    case 'status':
      return (a, b) => STATUSES.indexOf(a.step.status) - STATUSES.indexOf(b.step.status);
    default:
      return (a, b) => begin(a) - begin(b) || (a.span.started ?? 0) - (b.span.started ?? 0);
  }
}

/** A tree keeps the order of the pipeline, with each nested one before what is in it. */
export function sheet(
  steps: readonly StepLine[],
  spans: readonly Span[],
  critical: ReadonlySet<number>,
  mode: Mode,
  order: Order,
  criticalOnly: boolean,
): Place[] {
  const all: Place[] = [];
  for (const [number, step] of steps.entries()) {
    const span = spans[number];
    if (!span) continue;
    if (mode !== 'tree' && !runsCommand(step)) continue;
    if (mode === 'compact' && span.runSeconds < LONG_SECONDS) continue;
    if (criticalOnly && !critical.has(number)) continue;
    const depth = mode === 'tree' && !criticalOnly ? step.path.split('.').length - 1 : 0;
    all.push({ step, span, depth, isCritical: critical.has(number) });
  }
  if (mode === 'tree') return inTree(all);
  return all.sort(compare(order));
}

function inTree(all: Place[]): Place[] {
  const below = new Map<string, Place[]>();
  const paths = new Set(all.map((place) => place.step.path));
  for (const place of all) {
    const dot = place.step.path.lastIndexOf('.');
    const parent = dot < 0 ? '' : place.step.path.slice(0, dot);
    const key = paths.has(parent) ? parent : '';
    const known = below.get(key);
    if (known) known.push(place);
    else below.set(key, [place]);
  }
  const rows: Place[] = [];
  const walk = (parent: string) => {
    for (const place of below.get(parent) ?? []) {
      rows.push(place);
      if (place.step.path !== parent) walk(place.step.path);
    }
  };
  walk('');
  return rows;
}
