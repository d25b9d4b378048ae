// What the nine statuses mean to a screen.
import type { Status } from '../api/types';

export const STATUSES: readonly Status[] = [
  'Running',
  'Queued',
  'Preparing',
  'Finalizing',
  'NotStarted',
  'Completed',
  'Failed',
  'CancelRequested',
  'Canceled',
];

const LABELS: Record<Status, string> = {
  NotStarted: 'Not started',
  Preparing: 'Preparing',
  Queued: 'Queued',
  Running: 'Running',
  Finalizing: 'Finalizing',
  Completed: 'Completed',
  Failed: 'Failed',
  CancelRequested: 'Cancel requested',
  Canceled: 'Canceled',
};

export function statusLabel(status: Status): string {
  return LABELS[status] ?? status;
}

export function isStatus(value: string): value is Status {
  return value in LABELS;
}

export function hasEnded(status: Status): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Canceled';
}

export function canCancel(status: Status): boolean {
  return !hasEnded(status) && status !== 'CancelRequested';
}

/** "Running,Failed" as it stands in the URL. */
export function parseStatuses(text: string | undefined): Status[] {
  return (text ?? '').split(',').filter(isStatus);
}
