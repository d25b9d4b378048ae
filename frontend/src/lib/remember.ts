// Answers kept, so that what is equal stays the same object and nothing is drawn anew for it.

/** What is made when it is first asked for, once. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/** The function with its answers, each forgotten with what it was made of. */
export function remember<A extends object, R>(make: (a: A) => R): (a: A) => R {
  const known = new WeakMap<A, { answer: R }>();
  return (a) => {
    let kept = known.get(a);
    if (!kept) {
      kept = { answer: make(a) };
      known.set(a, kept);
    }
    return kept.answer;
  };
}

/**
 * The function with the last answer for each first argument: given the same second one, it is the
 * same object again. Forgotten with the first argument.
 */
export function rememberLast<A extends object, B, R>(make: (a: A, b: B) => R): (a: A, b: B) => R {
  const known = new WeakMap<A, { b: B; answer: R }>();
  return (a, b) => {
    const last = known.get(a);
    if (last && last.b === b) return last.answer;
    const answer = make(a, b);
    known.set(a, { b, answer });
    return answer;
  };
}
