/** Asks the one validator what it says about the document, once the person rests. */

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Diagnostic } from '../../../api/types';
import { type PipelineDocument, withoutLooks } from '../../../canvas/core/document';
import { useDebounced } from '../../../lib/debounce';
import { validateDocument } from './api';

const NONE: readonly Diagnostic[] = [];
const REST_MS = 500;

/** `before`: what is known until the first answer. */
export function useValidation(
  id: number,
  document: PipelineDocument,
  before: readonly Diagnostic[] = NONE,
) {
  const { nodes, bindings, interface: ends, settings } = document;
  // Moving boxes changes no meaning, so it asks nothing.
  const meaning = useMemo(
    () => ({ nodes, bindings, interface: ends, settings }),
    [nodes, bindings, ends, settings],
  );
  const rested = useDebounced(meaning, REST_MS);
  const query = useQuery({
    queryKey: ['validation', id, numberOf(rested)],
    queryFn: ({ signal }) => validateDocument(withoutLooks({ ...document, ...rested }), signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return {
    diagnostics: query.data?.diagnostics ?? before,
    isChecking: query.isFetching || rested !== meaning,
    check: () => query.refetch(),
  };
}

const numbers = new WeakMap<object, number>();
let last = 0;

/** A document is known by its identity: writing it out for each key would cost more than asking. */
function numberOf(thing: object): number {
  const known = numbers.get(thing);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(thing, last);
  return last;
}
