/** Does something to each, a few at a time: hundreds of requests at once would stop all others. */

export async function settleEach<T, R>(
  items: readonly T[],
  act: (item: T) => Promise<R>,
  most = 6,
): Promise<PromiseSettledResult<R>[]> {
  const results: PromiseSettledResult<R>[] = [];
  const rest = items.entries();
  const work = async () => {
    for (const [i, item] of rest) {
      const [result] = await Promise.allSettled([act(item)]);
      if (result) results[i] = result;
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, work));
  return results;
}
