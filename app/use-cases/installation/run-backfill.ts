import type { BackfillState, BackfillStepName, BackfillStore } from '#app/ports/backfill-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { HistoryWriter } from '#app/ports/history-writer.ts';
import type { Log } from '#app/ports/log.ts';
import type { ModelTrainer } from '#app/ports/model-trainer.ts';
import type { PlannerStatistics } from '#app/ports/planner-statistics.ts';
import type { BulkKind, ShopHistory } from '#app/ports/shop-history.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';
import { createOneByOne } from '../one-by-one.ts';
import { awaitBulk } from './await-bulk.ts';
import { createProgress } from './backfill-progress.ts';
import { refoldAll } from '../folding/refold-all.ts';
import { writeBehind } from '../deciding/write-behind.ts';

export interface RunBackfillDeps {
  readonly backfills: BackfillStore;
  readonly history: ShopHistory;
  readonly writer: HistoryWriter;
  readonly trainer: ModelTrainer;
  readonly statistics: PlannerStatistics;
  readonly shops: Pick<ShopStore, 'findById'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Told of a shop that has the model of a quick training: it is to be trained in full next. */
export type OnQuickModel = (shopId: Shop['id']) => void;

interface ShopRun {
  readonly deps: RunBackfillDeps;
  readonly shop: Shop;
  readonly signal: AbortSignal;
  readonly onQuickModel: OnQuickModel;
  readonly states: Map<BackfillStepName, BackfillState>;
}

const BULK_STEPS: readonly BulkKind[] = ['products', 'customers', 'orders'];
/** Shopify may work on a large shop's answer for hours: after so long it is the next shop's turn, and this one's again later. */
const TURN_MS = 10_000;

/**
 * Reads the history of every shop that has steps left, as far as Shopify has it ready. Each step's state is durable: after a crash
 * the run goes on at the step under way, and writing a step twice changes nothing. True when it worked on a shop.
 */
export function createRunBackfill(
  deps: RunBackfillDeps,
): (signal: AbortSignal, onQuickModel: OnQuickModel) => Promise<boolean> {
  const oneByOne = createOneByOne<Shop>(deps, 'history not read', ({ id }) => id);
  return async (signal, onQuickModel) => {
    let didWork = false;
    const run = async (shop: Shop): Promise<void> => {
      const ran = await deps.backfills.withShopLock(shop.id, () =>
        runShop({ deps, shop, signal, onQuickModel }),
      );
      didWork ||= ran;
    };
    await oneByOne(await deps.backfills.unfinishedShops(), run, signal);
    return didWork && !signal.aborted;
  };
}

async function runShop({ deps, shop: known, ...rest }: Omit<ShopRun, 'states'>): Promise<void> {
  const states = new Map((await deps.backfills.states(known.id)).map((state) => [state.step, state]));
  const isOpen = (step: BackfillStepName): boolean => {
    const status = states.get(step)?.status ?? 'done';
    return status !== 'done' && status !== 'failed';
  };
  if (isOpen('shop')) await readShopFacts(deps, known);
  const shop = (await deps.shops.findById(known.id)) ?? known;
  const run: ShopRun = { deps, shop, states, ...rest };
  const { signal } = run;
  const bulk = BULK_STEPS.filter(isOpen);
  // All at once: Shopify prepares the later answers while the earlier ones are read.
  for (const kind of bulk) await guarded(run, kind, () => request(run, kind));
  for (const kind of bulk) {
    if (signal.aborted) return;
    if (isOpen(kind)) await guarded(run, kind, () => readBulk(run, kind));
    // Its turn is over.
    if (isOpen(kind)) return;
  }
  if (isOpen('model') && !signal.aborted) await trainStep(run);
}

/** A refusal that no later attempt can cure fails the step, with the reason; the other steps go on. */
async function guarded(run: ShopRun, step: BackfillStepName, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ShopifyRejected) || error.retryable) throw error;
    run.deps.log.warn({ shopId: run.shop.id, step, err: error }, 'backfill step failed');
    await run.deps.backfills.markFailed(run.shop.id, step, error.message);
    run.states.set(step, { step, status: 'failed', operationId: null });
  }
}

async function readShopFacts({ backfills, history, writer }: RunBackfillDeps, shop: Shop): Promise<void> {
  await backfills.markReading(shop.id, 'shop', 1);
  await writer.saveShop(shop.id, await history.readShop(shop.domain));
  await backfills.markDone(shop.id, 'shop', 1);
}

async function request(run: ShopRun, kind: BulkKind): Promise<void> {
  if (run.states.get(kind)?.operationId) return;
  const operationId = await requestAgain(run, kind);
  run.states.set(kind, { step: kind, status: 'requested', operationId });
}

async function requestAgain({ deps, shop }: ShopRun, kind: BulkKind): Promise<string> {
  const markets = kind === 'products' ? await deps.writer.markets(shop.id) : [];
  const operationId = await deps.history.requestBulk(shop.domain, kind, markets);
  await deps.backfills.markRequested(shop.id, kind, operationId);
  return operationId;
}

async function readBulk(run: ShopRun, kind: BulkKind): Promise<void> {
  const { deps, shop, states, signal } = run;
  const turnEndsMs = deps.clock.nowMs() + TURN_MS;
  const isTurnOver = (): boolean => deps.clock.nowMs() >= turnEndsMs;
  const answer = await awaitBulk(
    { ...deps, shop, signal, isTurnOver, requestAgain: (again) => requestAgain(run, again) },
    kind,
    states.get(kind)?.operationId ?? null,
  );
  if (answer === null) return;
  const startedAt = deps.clock.nowMs();
  await deps.backfills.markReading(shop.id, kind, answer.objectCount);
  const rows = answer.url === null ? 0 : await readRows(run, kind, answer.url);
  // What comes next reads what was just written, and the tables were empty a moment ago.
  await deps.statistics.refresh();
  if (kind === 'orders') await refold(run, rows);
  if (kind === 'products') await deps.writer.publishCatalog(shop.id);
  await deps.backfills.markDone(shop.id, kind, rows);
  states.set(kind, { step: kind, status: 'done', operationId: null });
  const durationMs = deps.clock.nowMs() - startedAt;
  deps.log.info({ shopId: shop.id, step: kind, rows, durationMs }, 'backfill step done');
}

async function readRows({ deps, shop }: ShopRun, kind: BulkKind, url: string): Promise<number> {
  const { history, writer, backfills, clock } = deps;
  const progress = createProgress(clock, (done) => backfills.setProgress(shop.id, kind, done));
  if (kind === 'products') {
    await writeBehind(history.readProducts(url, await writer.markets(shop.id)), async (rows) => {
      await writer.saveProducts(shop, rows);
      await progress.add(rows.rowCount);
    });
  } else if (kind === 'customers') {
    await writeBehind(history.readCustomers(url), async (rows) => {
      await writer.saveCustomers(shop, rows, clock.now());
      await progress.add(rows.rowCount);
    });
  } else {
    await writeBehind(history.readOrders(url), async (rows) => {
      await writer.saveOrders(shop, rows);
      await progress.add(rows.rowCount);
    });
  }
  return progress.done();
}

async function refold({ deps, shop }: ShopRun, rows: number): Promise<void> {
  const progress = createProgress(deps.clock, (done) =>
    deps.backfills.setProgress(shop.id, 'orders', rows, `Folded ${done} shoppers`),
  );
  await refoldAll(deps, shop, (done) => progress.set(done));
}

async function trainStep({ deps, shop, onQuickModel }: ShopRun): Promise<void> {
  await deps.backfills.markReading(shop.id, 'model', null);
  let told = Promise.resolve();
  const tell = (step: string): void => {
    told = told.then(() => deps.backfills.setProgress(shop.id, 'model', 0, `Learning: ${step}`));
    told.catch((error: unknown) => deps.log.warn({ err: error, shopId: shop.id }, 'progress not told'));
  };
  const model = await deps.trainer.train(shop.id, { onProgress: tell, isQuick: true });
  await told;
  deps.log.info({ shopId: shop.id, ...model }, 'model trained');
  await deps.backfills.markDone(shop.id, 'model', model.orders);
  if (!model.isLearned) onQuickModel(shop.id);
}
