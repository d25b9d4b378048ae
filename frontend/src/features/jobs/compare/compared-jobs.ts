// Which jobs are compared, as the address says: columns with letters, and the pair among them.
import type { CompareSearch } from '../../../lib/search';

export const MOST_JOBS = 10;
const LETTERS = 'ABCDEFGHIJ';

/** `names` are the columns; `pair` are the places of the baseline and of the one it is laid over. */
export interface ComparedJobs {
  names: readonly string[];
  pair: readonly [number, number];
}

export function letterAt(place: number): string {
  return LETTERS[place] ?? '';
}

/** Null where there are not two. */
export function comparedJobs({ jobs = '', a, b }: CompareSearch): ComparedJobs | null {
  const listed = jobs.split(',').filter((name) => name !== '');
  const given = [a, b].flatMap((name) => name ?? []);
  // A job may be compared with itself, but nobody lists it twice.
  const names = listed.length > 0 ? [...new Set([...listed, ...given])] : given;
  const columns = names.slice(0, MOST_JOBS);
  if (columns.length < 2) return null;
  const left = Math.max(0, columns.indexOf(a ?? ''));
  const other = (name: string, place: number) => place !== left && (!b || name === b);
  const right = columns.findIndex(other);
  return { names: columns, pair: [left, right < 0 ? Number(left === 0) : right] };
}

type Jobs = Pick<CompareSearch, 'jobs' | 'a' | 'b'>;

/** The address of these columns; the first two are the pair where nothing else is said. */
export function compareJobs(names: readonly string[], pair: readonly [number, number]): Jobs {
  const [a, b] = [names[pair[0]], names[pair[1]]];
  const isFirst = pair[0] === 0 && pair[1] === 1;
  const said = isFirst ? {} : { ...(a ? { a } : {}), ...(b ? { b } : {}) };
  if (names.length > 2) return { jobs: names.join(','), ...said };
  return { ...(a ? { a } : {}), ...(b ? { b } : {}) };
}

/** Without one column; the pair goes to the first two where it was part of it. */
export function withoutJob({ names, pair }: ComparedJobs, place: number): Jobs {
  const rest = names.filter((_, at) => at !== place);
  const moved = pair.map((at) => (at > place ? at - 1 : at)) as [number, number];
  return compareJobs(rest, pair.includes(place) ? [0, 1] : moved);
}

/** With one more; the pair stays. */
export function withJob({ names, pair }: ComparedJobs, name: string): Jobs {
  return compareJobs([...names, name], [pair[0], pair[1]]);
}
