/** How a status looks on a node: colour, icon and word, so that colour never speaks alone. */

import type { Colours } from './colours';
import type { JobStatus } from './graph-types';

export interface StatusLook {
  word: string;
  tone: 'good' | 'danger' | 'running' | 'waiting' | 'warning';
  /** SVG path in a 16 x 16 box. */
  icon: string;
}

const CHECK =
  'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3.4 5.4-4 4a.6.6 0 0 1-.8 0l-2-2a.6.6 0 0 1 .8-.8L7 9.1l3.6-3.6a.6.6 0 0 1 .8.9Z';
const CROSS =
  'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm2.9 9a.6.6 0 0 1-.9.9L8 8.9l-2 2a.6.6 0 0 1-.9-.9l2-2-2-2a.6.6 0 0 1 .9-.9l2 2 2-2a.6.6 0 0 1 .9.9l-2 2 2 2Z';
const PLAY =
  'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM6.5 5.2c0-.4.4-.6.8-.4l4 2.7c.3.2.3.7 0 .9l-4 2.7a.5.5 0 0 1-.8-.4V5.2Z';
const CLOCK =
  'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-.5 3.5a.5.5 0 0 1 1 0V8H11a.5.5 0 0 1 0 1H8a.5.5 0 0 1-.5-.5v-4Z';
const RING = 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2Z';
const BAR =
  'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.2c1.4 0 2.6.5 3.6 1.3L3.5 11.6A5.8 5.8 0 0 1 8 2.2Zm4.5 2.2a5.8 5.8 0 0 1-8.1 8.1l8.1-8.1Z';
const STOP =
  'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM6 5.5h4c.3 0 .5.2.5.5v4c0 .3-.2.5-.5.5H6a.5.5 0 0 1-.5-.5V6c0-.3.2-.5.5-.5Z';

const LOOKS: Readonly<Record<JobStatus, StatusLook>> = {
  NotStarted: { word: 'Not started', tone: 'waiting', icon: RING },
  Preparing: { word: 'Preparing', tone: 'running', icon: CLOCK },
  Queued: { word: 'Queued', tone: 'waiting', icon: CLOCK },
  Running: { word: 'Running', tone: 'running', icon: PLAY },
  Finalizing: { word: 'Finalizing', tone: 'running', icon: PLAY },
  Completed: { word: 'Completed', tone: 'good', icon: CHECK },
  Failed: { word: 'Failed', tone: 'danger', icon: CROSS },
  CancelRequested: { word: 'Cancel requested', tone: 'warning', icon: STOP },
  Canceled: { word: 'Canceled', tone: 'waiting', icon: BAR },
};

export function statusLook(status: JobStatus): StatusLook {
  return LOOKS[status];
}

export function statusColour(status: JobStatus, colours: Colours): string {
  return colours[LOOKS[status].tone];
}

export function isActive(status: JobStatus | undefined): boolean {
  return status === 'Running' || status === 'Preparing' || status === 'Finalizing';
}
