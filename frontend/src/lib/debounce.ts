// A value that follows another once it has rested: typing should not ask the server at each key.
import { useCallback, useEffect, useRef, useState } from 'react';

export function useDebounced<T>(value: T, restMs = 200): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return rested;
}

/** Does the last of what is asked, once no more was asked for a while. */
export function useLater(restMs = 150): (act: () => void) => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (act) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(act, restMs);
    },
    [restMs],
  );
}
