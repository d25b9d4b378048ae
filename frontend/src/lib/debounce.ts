// A value that follows another once it has rested: typing should not ask the server at each key.
import { useEffect, useState } from 'react';

export function useDebounced<T>(value: T, restMs = 200): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value, restMs]);
  return rested;
}
