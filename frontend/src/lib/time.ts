// Times as people say them: "5 min ago", "1m 23s"; and exactly, for whoever hovers.
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

const dated = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

export function relativeTime(iso: string, now: number): string {
  const seconds = Math.round((now - Date.parse(iso)) / 1000);
  if (seconds < 10) return 'just now';
  if (seconds < MINUTE) return `${seconds} s ago`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ago`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h ago`;
  if (seconds < 7 * DAY) return `${Math.floor(seconds / DAY)} d ago`;
  return dated.format(new Date(iso));
}

const days = {
  short: new Intl.DateTimeFormat(undefined, { weekday: 'short' }),
  long: new Intl.DateTimeFormat(undefined, { weekday: 'short', month: 'short', day: 'numeric' }),
};

/** "Wed", or "Wed, Nov 25". */
export function dayName(iso: string, length: 'short' | 'long'): string {
  return days[length].format(new Date(iso));
}

export function exactTime(iso: string): string {
  return exact.format(new Date(iso));
}

/** The time of day, with or without AM and PM as the person's language has it. */
export function clockTime(at: string | number): string {
  return clock.format(new Date(at));
}

/** Seconds as "0.4s", "12s", "1m 23s", "2h 05m", "3d 4h". */
export function formatDuration(seconds: number): string {
  if (seconds <= 0) return '0s';
  if (seconds < 0.05) return 'under 0.1s';
  if (seconds < 9.95) return `${seconds.toFixed(1).replace(/\.0$/, '')}s`;
  const whole = Math.round(seconds);
  if (whole < MINUTE) return `${whole}s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)}m ${pad(whole % MINUTE)}s`;
  if (whole < DAY)
    return `${Math.floor(whole / HOUR)}h ${pad(Math.floor((whole % HOUR) / MINUTE))}m`;
  return `${Math.floor(whole / DAY)}d ${Math.floor((whole % DAY) / HOUR)}h`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

interface Timed {
  started_at: string | null;
  ended_at: string | null;
  duration_seconds: number | null;
}

/** How long it took, or takes so far; null before the start. */
export function elapsed(job: Timed, now: number): number | null {
  if (job.ended_at && job.duration_seconds !== null) return job.duration_seconds;
  if (!job.started_at) return null;
  const end = job.ended_at ? Date.parse(job.ended_at) : now;
  return Math.max(0, (end - Date.parse(job.started_at)) / 1000);
}
