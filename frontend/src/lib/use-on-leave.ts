/** What has to be done when a part of the page goes away: React sends no blur to what it removes. */
import { useEffect, useRef } from 'react';

export function useOnLeave(act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => () => latest.current(), []);
}
