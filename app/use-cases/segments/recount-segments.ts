import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { HistoryWriter } from '#app/ports/history-writer.ts';
import type { Log } from '#app/ports/log.ts';
import type { Recount, RecountStore, SegmentRecounter, StoredRecount } from '#app/ports/segment-recounter.ts';
import type { SegmentStore } from '#app/ports/segment-store.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';
import { refoldAll } from '../folding/refold-all.ts';
import { createOneByOne } from '../one-by-one.ts';
import { isNightlyDue } from '../shop-night.ts';

export interface RecountSegmentsDeps {
  readonly recounter: SegmentRecounter;
  readonly recounts: RecountStore;
  readonly segments: Pick<SegmentStore, 'list'>;
  readonly writer: HistoryWriter;
  readonly clock: Clock;
  readonly log: Log;
}

/** Shoppers named in what is kept. */
const SAMPLE = 20;

/**
 * Recounts every shop whose night it is and that was not recounted in it, and those whose night was missed. False: there is no
 * hurry for more.
 */
export function createRecountNightly(
  deps: RecountSegmentsDeps & { readonly shops: Pick<ShopStore, 'listInstalled'> },
): (signal: AbortSignal) => Promise<boolean> {
  const isDue = async (shop: Shop): Promise<boolean> => {
    return isNightlyDue(shop, await deps.recounts.lastAt(shop.id), deps.clock.now());
  };
  const oneByOne = createOneByOne<Shop>(deps, 'segments not recounted', ({ id }) => id);
  return async (signal) => {
    const recount = async (shop: Shop): Promise<void> => {
      if (!(await isDue(shop))) return;
      await deps.recounts.withShopLock(shop.id, async () => {
        if (await isDue(shop)) await recountShop(deps, shop, signal);
      });
    };
    await oneByOne(await deps.shops.listInstalled(), recount, signal);
    return false;
  };
}

/** What was found of one segment; `recount` is null where it could not be counted. */
interface Finding {
  readonly segmentId: string;
  readonly recount: Recount | null;
  readonly problem: string | null;
}

/**
 * Counts every segment of a shop again that has stored members, and keeps what was found. Shoppers of whom a stored verdict is wrong are
 * made again from the stored rows, which puts it right with the cause `recount`; then their segments are counted once more: a
 * mismatch that is still there is a disagreement of the two ways, never of what is stored. Gives the mismatches found.
 */
export async function recountShop(
  deps: RecountSegmentsDeps,
  shop: Shop,
  signal?: AbortSignal,
): Promise<number> {
  const findings: Finding[] = [];
  for (const { id } of await deps.segments.list(shop.id)) {
    if (signal?.aborted) return 0;
    const finding = await recountOne(deps, shop, id);
    if (finding) findings.push(finding);
  }
  const wrong = findings.filter(({ recount }) => recount !== null && recount.mismatches > 0);
  if (wrong.length > 0) await putRight(deps, shop, wrong);
  let mismatches = 0;
  for (const finding of findings) {
    const kept = await toStored(deps, shop, finding);
    await deps.recounts.save(shop.id, kept);
    mismatches += kept.mismatches;
  }
  return mismatches;
}

/** Makes again whoever is named; everybody where more are wrong than are named. */
async function putRight(deps: RecountSegmentsDeps, shop: Shop, wrong: readonly Finding[]): Promise<void> {
  const counts = wrong.flatMap(({ recount }) => (recount === null ? [] : [recount]));
  const isEachNamed = counts.every((recount) => recount.wrong.length === recount.mismatches);
  const named = [...new Set(counts.flatMap((recount) => recount.wrong))];
  const options = { cause: 'recount', ...(isEachNamed && { only: named }) } as const;
  const done = await refoldAll(deps, shop, undefined, options);
  deps.log.error({ shopId: shop.id, shoppers: done }, 'stored memberships were wrong: shoppers made again');
}

async function toStored(
  deps: RecountSegmentsDeps,
  shop: Shop,
  { segmentId, recount, problem }: Finding,
): Promise<StoredRecount> {
  if (recount === null) return { ...NOTHING, at: deps.clock.now(), segmentId, problem };
  const { wrong, ...counts } = recount;
  const again = recount.mismatches > 0 ? await recountOne(deps, shop, segmentId) : null;
  const left = again?.recount ?? null;
  const remaining = left?.mismatches ?? 0;
  const facts = { shopId: shop.id, segmentId, ...counts, remaining };
  if (remaining > 0) deps.log.error(facts, 'segment recounted: the database and the profiles disagree');
  else if (counts.mismatches > 0) deps.log.warn(facts, 'segment recounted: stored members were put right');
  const sample = (left !== null && remaining > 0 ? left.wrong : wrong).slice(0, SAMPLE);
  return { ...counts, segmentId, remaining, sample, problem };
}

const NOTHING = { members: 0, checked: 0, mismatches: 0, remaining: 0, sample: [] as readonly CustomerId[] };

/** One segment that cannot be counted keeps no other from it; the page of its health says why. */
async function recountOne(
  { recounter, log }: RecountSegmentsDeps,
  { id: shopId }: Shop,
  segmentId: string,
): Promise<Finding | null> {
  try {
    const recount = await recounter.recount(shopId, segmentId);
    return recount && { segmentId, recount, problem: null };
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'unknown failure';
    log.error({ err: error, shopId, segmentId }, 'segment not recounted');
    return { segmentId, recount: null, problem };
  }
}
