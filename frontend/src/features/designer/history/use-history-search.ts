/** Which revisions are looked at, in the address: `history=12` (against now) or `history=9..12`. */

import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** `from` null: the revision before; `to` null: the draft as it is now. */
export interface HistorySearch {
  isOpen: boolean;
  from: number | null;
  to: number | null;
}

export function readHistory(written: unknown): HistorySearch {
  const text = typeof written === 'string' || typeof written === 'number' ? String(written) : '';
  const found = /^(\d{1,9})(?:\.\.(\d{1,9})?)?$/.exec(text);
  const number = (part: string | undefined) => (part === undefined ? null : Number(part));
  if (!found) return { isOpen: text !== '', from: null, to: null };
  return { isOpen: true, from: number(found[1]), to: number(found[2]) };
}

export function useHistorySearch() {
  const { history: shown } = useSearch({ from: '/app/drafts/$id' });
  const navigate = useNavigate({ from: '/drafts/$id' });
  const show = useCallback(
    (history: string | undefined) =>
      void navigate({
        to: '.',
        search: ({ history: _, ...before }) => (history ? { ...before, history } : before),
        replace: history !== undefined && shown !== undefined,
      }),
    [navigate, shown],
  );
  return { ...readHistory(shown), show };
}
