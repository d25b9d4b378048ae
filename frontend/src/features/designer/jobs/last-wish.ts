/** What was submitted last from a draft in this tab, so that the next one changes only what differs. */

import type { DataValue, Scalar } from '../../../canvas/core/document';

export interface Wish {
  experiment: string;
  name: string;
  description: string;
  tags: Record<string, string>;
  compute: string | null;
  inputs: Record<string, Scalar | DataValue>;
}

const wishes = new Map<number, Wish>();

export function keepWish(draft: number, wish: Wish): void {
  wishes.set(draft, wish);
}

export function lastWish(draft: number): Wish | null {
  return wishes.get(draft) ?? null;
}
