/** How others at a draft are called. One's own other tab is nobody else. */

import type { Person } from '../../../api/live';

export function isOwn(username: string | null | undefined, own: string | undefined): boolean {
  return own !== undefined && username === own;
}

/** "Ada changed step train", "You changed step train in another tab". */
export function didWords(
  username: string | null | undefined,
  own: string | undefined,
  did: string,
): string {
  return isOwn(username, own) ? `You ${did} in another tab` : `${username ?? 'Somebody'} ${did}`;
}

/** Beside what they have selected. */
export function shortName(one: Person, own: string | undefined): string {
  return isOwn(one.username, own) ? 'Your other tab' : one.name;
}

export function fullName(one: Person, own: string | undefined): string {
  return isOwn(one.username, own) ? 'You, in another tab' : one.name;
}
