import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, type Database } from '#app/adapters/postgres/database.ts';
import { uuidV7 } from '#app/adapters/system/uuid.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';
import type { DeliveryOptions } from '#tests/support/shopify-webhook.ts';
import { startMortalAttune, startMortalDatabase, type Mortal } from './mortal.ts';
import { plantShop } from './plant-shop.ts';
import { recordDecision, sendDelivery } from './send.ts';

export interface BadWeek {
  /** Sent and folded before anything goes wrong. */
  readonly catalog: readonly DeliveryOptions[];
  readonly deliveries: readonly DeliveryOptions[];
  /** How often each of both is killed -9, at places drawn by the seed. */
  readonly kills: number;
  readonly seed: number;
  readonly nowMs: number;
}

export interface BadWeekEnd {
  readonly database: Database;
  readonly shopId: number;
  /** Decisions that were answered with "recorded". */
  readonly acknowledged: readonly string[];
  /** Posts until every delivery was taken. */
  readonly attempts: number;
  readonly sendSeconds: number;
  readonly foldSeconds: number;
  end(): Promise<void>;
}

/** Deliveries under way at once. */
const SENDERS = 12;
/** A decision goes with every so many deliveries. */
const DECISION_EVERY = 20;

/** Sends all deliveries while Attune and its database are killed now and then, and waits until everything is folded. */
export async function liveThrough({ catalog, deliveries, kills, seed, nowMs }: BadWeek): Promise<BadWeekEnd> {
  const postgres = await startMortalDatabase();
  const shopId = await withDatabase(postgres, ({ pool }) => plantShop(pool));
  const attune = await startMortalAttune(postgres.url(), nowMs);
  await Promise.all(catalog.map((delivery) => sendDelivery(attune.url, delivery)));
  await withDatabase(postgres, untilFolded);
  const deaths = drawDeaths({ attune, postgres }, kills, deliveries.length, seed);
  const acknowledged: string[] = [];
  const started = performance.now();
  let sent = 0;
  let attempts = 0;
  const send = async (): Promise<void> => {
    for (let place = sent++; place < deliveries.length; place = sent++) {
      const delivery = deliveries[place];
      if (!delivery) return;
      void deaths.get(place)?.();
      const tries = await sendDelivery(attune.url, delivery);
      attempts += tries;
      if (place % DECISION_EVERY !== 0) continue;
      const decisionId = uuidV7(nowMs);
      await recordDecision(attune.url, aDecision(decisionId, shopId, nowMs));
      acknowledged.push(decisionId);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  const sendSeconds = (performance.now() - started) / 1000;
  await deaths.settled();
  const database = openDatabase(postgres.url(), { poolSize: 4 });
  await untilFolded(database);
  const foldSeconds = (performance.now() - started) / 1000;
  const end = async (): Promise<void> => {
    await database.close();
    await attune.end();
    await postgres.end();
  };
  return { database, shopId, acknowledged, attempts, sendSeconds, foldSeconds, end };
}

async function withDatabase<T>(postgres: Mortal, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(postgres.url(), { poolSize: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** What dies at which delivery. One death at a time: a second one waits until the first has risen. */
function drawDeaths(
  mortals: { readonly attune: Mortal; readonly postgres: Mortal },
  kills: number,
  size: number,
  seed: number,
): Map<number, () => Promise<void>> & { settled(): Promise<void> } {
  const random = seededRandom(seed + 1);
  let last = Promise.resolve();
  const deaths = new Map<number, () => Promise<void>>();
  for (const mortal of [mortals.attune, mortals.postgres])
    for (let kill = 0; kill < kills; kill += 1)
      deaths.set(Math.floor(random() * size), () => (last = last.then(() => mortal.killAndStart())));
  return Object.assign(deaths, { settled: () => last });
}

const aDecision = (decisionId: string, shopId: number, decidedAtMs: number): object => ({
  decisionId,
  shopId,
  shopperId: null,
  checkoutToken: null,
  decidedAtMs,
  channel: 'checkout',
  placements: ['checkout.block'],
  items: [],
  refusals: [],
  basis: {},
  failure: null,
  durationMicros: 1,
});

/** Until nothing is pending and no membership is due. */
async function untilFolded({ pool }: Database): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ left: number }>(
      `SELECT (SELECT count(*) FROM inbox_delivery WHERE status = 'pending')::int AS left`,
    );
    if (rows[0]?.left === 0) return;
    await sleep(100);
  }
}
