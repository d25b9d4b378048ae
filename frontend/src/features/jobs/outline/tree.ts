// The steps of a job as the rows of a tree: a pure function of what there is and what is asked for.
import type { Status, StepLine } from '../../../api/types';
import { STATUSES, statusLabel } from '../../../lib/statuses';

export const SORTS = {
  order: 'Pipeline order',
  name: 'Name',
  duration: 'Longest first',
  start: 'Started first',
  status: 'Status',
} as const;

export type OutlineSort = keyof typeof SORTS;

export interface OutlineFilter {
  text: string;
  statuses: readonly Status[];
  types: readonly string[];
}

export interface OutlineRow {
  step: StepLine;
  depth: number;
  /** Undefined for what has nothing below it. */
  isOpen?: boolean;
}

export function isSort(value: string | undefined): value is OutlineSort {
  return value !== undefined && value in SORTS;
}

export function parentOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? '' : path.slice(0, dot);
}

export function seconds(step: StepLine, now: number): number {
  if (!step.started_at) return 0;
  const end = step.ended_at ? Date.parse(step.ended_at) : now;
  return Math.max(0, (end - Date.parse(step.started_at)) / 1000);
}

function isActive(filter: OutlineFilter): boolean {
  return filter.text.trim() !== '' || filter.statuses.length > 0 || filter.types.length > 0;
}

function fits(step: StepLine, { text, statuses, types }: OutlineFilter): boolean {
  if (statuses.length > 0 && !statuses.includes(step.status)) return false;
  if (types.length > 0 && !types.includes(step.type)) return false;
  const all = `${step.path} ${step.display_name} ${statusLabel(step.status)} ${step.type}`;
  const found = all.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => found.includes(word));
}

type Order = (a: StepLine, b: StepLine) => number;

function orderOf(sort: OutlineSort, now: number): Order | null {
  switch (sort) {
    case 'name':
      return (a, b) => a.key.localeCompare(b.key, undefined, { numeric: true });
    case 'duration':
      return (a, b) => seconds(b, now) - seconds(a, now);
    case 'start':
      return (a, b) => startOf(a) - startOf(b);
    case 'status':
      return (a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
    default:
      return null;
  }
}

function startOf(step: StepLine): number {
  return step.started_at ? Date.parse(step.started_at) : Number.POSITIVE_INFINITY;
}

/** While something is filtered, all that fits is shown, with what is around it. */
export function rowsOf(
  steps: readonly StepLine[],
  open: ReadonlySet<string>,
  filter: OutlineFilter,
  sort: OutlineSort,
  now: number,
): { rows: OutlineRow[]; found: number } {
  const below = new Map<string, StepLine[]>();
  for (const step of steps) {
    const parent = parentOf(step.path);
    const siblings = below.get(parent);
    if (siblings) siblings.push(step);
    else below.set(parent, [step]);
  }
  const active = isActive(filter);
  const kept = new Set<string>();
  let found = 0;
  for (const step of steps) {
    if (active && !fits(step, filter)) continue;
    found += 1;
    if (!active) continue;
    for (let path = step.path; path !== '' && !kept.has(path); path = parentOf(path)) {
      kept.add(path);
    }
    kept.add(step.path);
  }
  const order = orderOf(sort, now);
  const rows: OutlineRow[] = [];
  const walk = (parent: string, depth: number) => {
    const siblings = below.get(parent) ?? [];
    for (const step of order ? [...siblings].sort(order) : siblings) {
      if (active && !kept.has(step.path)) continue;
      if (!below.has(step.path) || step.path === parent) {
        rows.push({ step, depth });
        continue;
      }
      const isOpen = active || open.has(step.path);
      rows.push({ step, depth, isOpen });
      if (isOpen) walk(step.path, depth + 1);
    }
  };
  walk('', 0);
  return { rows, found };
}
