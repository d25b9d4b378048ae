import { describe, expect, it } from 'vitest';
import { logEntries, openLog, USER_LOG } from './log-files';

const file = (path: string, title: string | null = null) => ({ path, title, size_bytes: 5 });
const RANKS = [
  file('user_logs/std_log_process_00.txt', 'Rank 0'),
  file('user_logs/std_log_process_01.txt', 'Rank 1'),
  file('system_logs/lifecycle.log'),
];

describe('log files', () => {
  it('name the process that printed each, the first one first', () => {
    expect(logEntries(RANKS).map((entry) => entry.label)).toEqual([
      'Rank 0: user_logs/std_log_process_00.txt',
      'Rank 1: user_logs/std_log_process_01.txt',
      'system_logs/lifecycle.log',
    ]);
  });

  it('offer the usual log before there is one', () => {
    expect(logEntries([]).map((entry) => entry.path)).toEqual([USER_LOG]);
    expect(logEntries([file('system_logs/lifecycle.log')])[0]?.path).toBe(USER_LOG);
  });

  it('open at the usual log, or at that of the first process', () => {
    expect(openLog(logEntries([file(USER_LOG)]), undefined)).toBe(USER_LOG);
    expect(openLog(logEntries(RANKS), undefined)).toBe('user_logs/std_log_process_00.txt');
    expect(openLog(logEntries(RANKS), USER_LOG)).toBe('user_logs/std_log_process_00.txt');
  });

  it('open at the one that an address names', () => {
    const wanted = 'user_logs/std_log_process_01.txt';
    expect(openLog(logEntries(RANKS), wanted)).toBe(wanted);
    expect(openLog(logEntries(RANKS), 'artifacts')).toBe('artifacts');
  });
});
