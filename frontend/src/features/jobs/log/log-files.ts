// Which of a step's logs is opened first, and what each is called.
import type { LogFile } from '../../../api/types';

export const USER_LOG = 'user_logs/std_log.txt';

export interface LogEntry {
  path: string;
  /** The process that printed it, such as "Rank 2", and the file's name. */
  label: string;
  bytes: number;
}

/** The usual log comes first, unless each process of the step has one of its own. */
export function logEntries(files: readonly LogFile[]): LogEntry[] {
  const entries = files.map((file) => ({
    path: file.path,
    label: file.title ? `${file.title}: ${file.path}` : file.path,
    bytes: file.size_bytes,
  }));
  const hasUsual = files.some((file) => file.path === USER_LOG || file.title);
  return hasUsual ? entries : [{ path: USER_LOG, label: USER_LOG, bytes: 0 }, ...entries];
}

/** An address may name the usual log of a step whose processes have logs of their own. */
export function openLog(entries: readonly LogEntry[], wanted: string | undefined): string {
  if (wanted !== undefined && wanted !== USER_LOG) return wanted;
  const usual = entries.find((entry) => entry.path === USER_LOG);
  return usual?.path ?? entries[0]?.path ?? USER_LOG;
}
