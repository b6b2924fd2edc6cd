import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#app/adapters/system/log.ts';
import { startWorker, type RunningWorker } from '#app/worker.ts';
import { storedProfiles } from '#tests/support/profile-rows.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

let world: IngestionWorld;
let workers: RunningWorker[] = [];
beforeEach(async () => {
  world = await openIngestion();
  await world.rows('DELETE FROM backfill');
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
  await world.close();
});

const start = (): RunningWorker => {
  const worker = startWorker({
    reminders: { send: async () => null },
    localDecisions: { sync: async () => false },
    connections: { pull: async () => false },
    ingestion: world.ingestion,
    clock: world.clock,
    log: silentLog,
  });
  workers.push(worker);
  return worker;
};
const order = (id: number) =>
  world.send({ topic: 'orders/create', body: anOrder({ id, customer: { id: id % 7 } }) });
const unfolded = async () =>
  Number(
    (await world.rows<{ n: string }>(`SELECT count(*) AS n FROM inbox_delivery WHERE status <> 'folded'`))[0]
      ?.n,
  );

/** How long until nothing is left to fold. */
async function untilFolded(): Promise<number> {
  const startedAt = performance.now();
  while ((await unfolded()) > 0) {
    if (performance.now() - startedAt > 15_000) throw new Error('still not folded after 15 s');
    await sleep(5);
  }
  return performance.now() - startedAt;
}

describe('startWorker', () => {
  it('folds a delivery as it is told of, well before its next poll', async () => {
    start();
    await order(1);
    await untilFolded();
    await sleep(50);
    const times: number[] = [];
    for (let id = 2; id < 12; id += 1) {
      await order(id);
      times.push(await untilFolded());
    }
    expect(times.sort((a, b) => a - b)[5]).toBeLessThan(500);
  });

  it('folds what came before it started', async () => {
    await order(1);
    start();
    await untilFolded();
    expect(await world.rows('SELECT id FROM orders')).toHaveLength(1);
  });

  it('shares the work with other workers, and folds each delivery once', async () => {
    start();
    start();
    await Promise.all(Array.from({ length: 200 }, (_, id) => order(id + 1)));
    await untilFolded();
    expect(await world.rows('SELECT id FROM orders')).toHaveLength(200);
    expect(await world.rows('SELECT id FROM inbox_delivery WHERE attempts <> 1')).toEqual([]);
    const profiles = [...(await storedProfiles(world.rows)).values()];
    expect(profiles.flatMap(({ purchases }) => purchases)).toHaveLength(200);
  });

  it('ends the round under way when it is stopped, and starts no other', async () => {
    const worker = start();
    await worker.stop();
    await order(1);
    await sleep(100);
    expect(await unfolded()).toBe(1);
  });
});
