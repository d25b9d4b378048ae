// When jobs were created: spans that the list offers by name, and any other between two moments.
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const CREATED: Readonly<Record<string, { label: string; ms: number }>> = {
  '1h': { label: 'Last hour', ms: HOUR_MS },
  '24h': { label: 'Last 24 hours', ms: DAY_MS },
  '7d': { label: 'Last 7 days', ms: 7 * DAY_MS },
  '30d': { label: 'Last 30 days', ms: 30 * DAY_MS },
};

export interface CreatedSearch {
  /** A key of `CREATED`: counted back from whenever the list is asked. */
  created?: string | undefined;
  created_after?: string | undefined;
  created_before?: string | undefined;
}

/** What the server is asked: moments. */
export function createdQuery(search: CreatedSearch, now: number) {
  const span = search.created ? CREATED[search.created] : undefined;
  return {
    created_after: span ? new Date(now - span.ms).toISOString() : search.created_after,
    created_before: span ? undefined : search.created_before,
  };
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const minute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function isMidnight(at: Date): boolean {
  return at.getHours() + at.getMinutes() + at.getSeconds() === 0;
}

/** "Nov 25, 2026" for one whole day; empty for any time. */
export function createdLabel(search: CreatedSearch): string {
  const span = search.created ? CREATED[search.created] : undefined;
  if (span) return span.label;
  const [from, to] = [search.created_after, search.created_before].map((text) => {
    const at = new Date(text ?? Number.NaN);
    return Number.isNaN(at.getTime()) ? undefined : at;
  });
  if (from && to && isMidnight(from) && to.getTime() - from.getTime() === DAY_MS) {
    return day.format(from);
  }
  const since = from && `since ${(isMidnight(from) ? day : minute).format(from)}`;
  const until = to && `before ${(isMidnight(to) ? day : minute).format(to)}`;
  return [since, until].filter(Boolean).join(', ');
}
