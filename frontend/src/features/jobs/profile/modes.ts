// The views of a profile, as they stand in the URL.
export const LONG_SECONDS = 30;

export const MODES = {
  flat: 'All steps',
  compact: `Steps over ${LONG_SECONDS} s`,
  tree: 'Tree with nested pipelines',
} as const;

export const ORDERS = {
  start: 'Started first',
  run: 'Longest run first',
  queue: 'Longest wait first',
  name: 'Name',
  status: 'Status',
} as const;

export type Mode = keyof typeof MODES;
export type Order = keyof typeof ORDERS;

function isMode(value: string): value is Mode {
  return value in MODES;
}

function isOrder(value: string): value is Order {
  return value in ORDERS;
}

export function modeOf(value: string | undefined): Mode {
  return value !== undefined && isMode(value) ? value : 'flat';
}

export function orderOf(value: string | undefined): Order {
  return value !== undefined && isOrder(value) ? value : 'start';
}
