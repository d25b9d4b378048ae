import { expect, it } from 'vitest';
import { settleEach } from './settle-each';

it('does a few at a time, all of them, and says how each ended', async () => {
  let under = 0;
  let most = 0;
  const results = await settleEach(
    [...Array(20).keys()],
    async (i) => {
      under += 1;
      most = Math.max(most, under);
      await Promise.resolve();
      under -= 1;
      if (i === 3) throw new Error('no');
      return i * 2;
    },
    4,
  );
  expect(most).toBe(4);
  expect(results).toHaveLength(20);
  expect(results[3]?.status).toBe('rejected');
  expect(results[19]).toEqual({ status: 'fulfilled', value: 38 });
});
