import { describe, expect, it } from 'vitest';
import { silentLog } from '#app/adapters/system/log.ts';
import type { BackfillState, BackfillStepName } from '#app/ports/backfill-store.ts';
import type { BulkStatus } from '#app/ports/shop-history.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { createRunBackfill, type RunBackfillDeps } from '#app/use-cases/installation/run-backfill.ts';

const DONE: BulkStatus = { kind: 'completed', objectCount: 0, url: null };
const RUNNING: BulkStatus = { kind: 'running', objectCount: 1 };

/** Two shops whose histories are still to be read; what became of each is in `doings`. `statusOf` is Shopify's word on an operation. */
function openShops(statusOf: (operationId: string) => BulkStatus) {
  const doings: string[] = [];
  let nowMs = 0;
  const states = new Map(
    [1, 2].map((id) => [
      id,
      new Map<BackfillStepName, BackfillState>(
        (['products', 'customers', 'orders', 'model'] as const).map((step) => [
          step,
          { step, status: 'pending', operationId: null },
        ]),
      ),
    ]),
  );
  const set = (
    id: number,
    step: BackfillStepName,
    status: BackfillState['status'],
    operationId: string | null,
  ) => {
    states.get(id)?.set(step, { step, status, operationId });
    doings.push(`${id} ${step} ${status}`);
  };
  const shops = [1, 2].map((id) => ({ id, domain: `shop-${id}` }) as unknown as Shop);
  const isOpen = ({ status }: BackfillState) => status !== 'done' && status !== 'failed';
  const operationOf = (id: number, step: BackfillStepName) => states.get(id)?.get(step)?.operationId ?? null;
  const deps = {
    backfills: {
      unfinishedShops: async () =>
        shops.filter(({ id }) => [...(states.get(id)?.values() ?? [])].some(isOpen)),
      withShopLock: async (_id: number, work: () => Promise<void>) => work().then(() => true),
      states: async (id: number) => [...(states.get(id)?.values() ?? [])],
      markRequested: async (id: number, step: BackfillStepName, operationId: string) =>
        set(id, step, 'requested', operationId),
      markReading: async (id: number, step: BackfillStepName) =>
        set(id, step, 'reading', operationOf(id, step)),
      markDone: async (id: number, step: BackfillStepName) => set(id, step, 'done', null),
      markFailed: async (id: number, step: BackfillStepName) => set(id, step, 'failed', null),
      setProgress: async () => {},
    },
    history: {
      requestBulk: async (domain: string, kind: string) => `${domain} ${kind}`,
      bulkStatus: async (_domain: string, operationId: string) => statusOf(operationId),
    },
    writer: { markets: async () => [], publishCatalog: async () => {}, refoldShoppers: async () => 0 },
    trainer: { train: async () => ({ orders: 0, isLearned: true }) },
    statistics: { refresh: async () => [] },
    shops: { findById: async (id: number) => shops.find((shop) => shop.id === id) },
    clock: { nowMs: () => nowMs, now: () => Math.floor(nowMs / 1000) },
    log: silentLog,
    pause: async (ms: number) => void (nowMs += ms),
  } as unknown as RunBackfillDeps;
  const run = createRunBackfill(deps);
  return { doings, round: () => run(new AbortController().signal, () => {}) };
}

describe('a backfill round', () => {
  it('reads the next shop while Shopify works on a large one, and goes on with that one where it stood', async () => {
    let large: BulkStatus = RUNNING;
    const { doings, round } = openShops((id) => (id === 'shop-1 customers' ? large : DONE));
    expect(await round()).toBe(true);
    expect(doings).toContain('1 products done');
    expect(doings).toContain('2 model done');
    expect(doings).not.toContain('1 orders done');
    expect(doings).not.toContain('1 model done');
    large = DONE;
    await round();
    expect(doings.filter((doing) => doing.endsWith('customers requested'))).toHaveLength(2);
    expect(doings.slice(-2)).toEqual(['1 model reading', '1 model done']);
  });

  it('gives up on an answer that Shopify fails at three times, also where each try takes longer than a turn', async () => {
    const asked = new Map<string, number>();
    const { doings, round } = openShops((id) => {
      const times = (asked.get(id) ?? 0) + 1;
      asked.set(id, times);
      if (id !== 'shop-1 orders') return DONE;
      return times % 40 === 0 ? { kind: 'failed', code: 'TIMEOUT' } : RUNNING;
    });
    for (let rounds = 0; rounds < 20; rounds += 1) await round();
    expect(doings.filter((doing) => doing === '1 orders requested')).toHaveLength(3);
    expect(doings).toContain('1 orders failed');
  });
});
