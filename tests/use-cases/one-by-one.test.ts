import { expect, it } from 'vitest';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import { createOneByOne } from '#app/use-cases/one-by-one.ts';
import { createTestClock } from '#tests/support/ingestion.ts';

const [A, B, C] = [1, 2, 3] as ShopId[] as [ShopId, ShopId, ShopId];

function open() {
  const clock = createTestClock(0);
  const logged: object[] = [];
  const line = (level: string) => (fields: object, message: string) =>
    logged.push({ level, message, ...fields });
  const log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
  const oneByOne = createOneByOne<ShopId>({ clock, log }, 'not done', (id) => id);
  const done: number[] = [];
  const run = (failing: Error | null, signal?: AbortSignal) =>
    oneByOne(
      [A, B, C],
      async (id) => {
        if (id === B && failing) throw failing;
        done.push(id);
      },
      signal,
    );
  return { clock, logged, done, run };
}

it('what goes wrong for one is logged with its shop, and the others go on', async () => {
  const { logged, done, run } = open();
  const err = new TypeError('no such field');
  await run(err);
  expect(done).toEqual([A, C]);
  expect(logged).toEqual([{ level: 'error', message: 'not done', shopId: B, err, failures: 1 }]);
});

it('a refusal of Shopify’s is a warning, everything else an error of ours', async () => {
  const { logged, run } = open();
  await run(new ShopifyRejected('Down.', { retryable: true }));
  expect(logged).toMatchObject([{ level: 'warn' }]);
});

it('who failed is left alone for 5 seconds, then twice as long each time, up to 10 minutes', async () => {
  const { clock, logged, run } = open();
  const pauses: number[] = [];
  let failedAt = 0;
  for (let second = 0; pauses.length < 9; second += 1) {
    clock.set(second * 1_000);
    const before = logged.length;
    await run(new TypeError('still'));
    if (logged.length === before) continue;
    if (before > 0) pauses.push(second - failedAt);
    failedAt = second;
  }
  expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600]);
});

it('who succeeds again is asked every time, and its pauses begin anew', async () => {
  const { clock, logged, done, run } = open();
  await run(new TypeError('once'));
  clock.set(5_000);
  await run(null);
  await run(new TypeError('again'));
  expect(done).toEqual([A, C, A, B, C, A, C]);
  expect(logged.at(-1)).toMatchObject({ failures: 1 });
});

it('stops between two when told to', async () => {
  const { done, run } = open();
  await run(null, AbortSignal.abort());
  expect(done).toEqual([]);
});
