import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import { readsCheckout } from '#app/domain/segments/evaluate/compile.ts';
import { shopDays } from '#app/domain/segments/evaluate/shop-days.ts';
import { parseShopRule } from '#app/domain/segments/shop-rule.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { HistoryWriter } from '#app/ports/history-writer.ts';
import type { Log } from '#app/ports/log.ts';
import type { Recount, RecountStore, SegmentRecounter } from '#app/ports/segment-recounter.ts';
import type { SegmentStore, StoredSegment } from '#app/ports/segment-store.ts';
import type { Shop, ShopStore } from '#app/ports/shop-store.ts';
import { refoldAll } from './refold-all.ts';

export interface RecountSegmentsDeps {
  readonly recounter: SegmentRecounter;
  readonly recounts: RecountStore;
  readonly segments: Pick<SegmentStore, 'list'>;
  readonly writer: HistoryWriter;
  readonly clock: Clock;
  readonly log: Log;
}

/** The hours of a shop's night, [from, to) on its wall. */
const NIGHT = { from: 2, to: 4 };
/** A night holds one recount, whatever the clocks do in it. */
const ONCE_IN = 12 * SECONDS.hour;

/** Recounts every shop whose night it is and that was not recounted in it. False: there is no hurry for more. */
export function createRecountNightly(
  deps: RecountSegmentsDeps & { readonly shops: Pick<ShopStore, 'listInstalled'> },
): (signal: AbortSignal) => Promise<boolean> {
  return async (signal) => {
    for (const shop of await deps.shops.listInstalled()) {
      if (signal.aborted) break;
      if (!isNight(shop, deps.clock.now())) continue;
      await deps.recounts.withShopLock(shop.id, async () => {
        const newest = Math.max(0, ...(await deps.recounts.newest(shop.id)).map(({ at }) => at));
        if (newest <= deps.clock.now() - ONCE_IN) await recountShop(deps, shop);
      });
    }
    return false;
  };
}

/**
 * Counts every stored segment of a shop again and keeps what was found. Where a stored verdict is wrong, all shoppers are
 * made again from the stored orders, which puts it right with the cause `recount`. Segments that are being built, or are
 * decided at checkout, have nothing to compare. Gives the mismatches.
 */
export async function recountShop(deps: RecountSegmentsDeps, shop: Shop): Promise<number> {
  let mismatches = 0;
  for (const segment of await deps.segments.list(shop.id))
    mismatches += await recountOne(deps, shop, segment);
  if (mismatches > 0) {
    deps.log.error({ shopId: shop.id, mismatches }, 'stored memberships were wrong: all are made again');
    await refoldAll(deps, shop, async () => {}, 'recount');
  }
  return mismatches;
}

async function recountOne(deps: RecountSegmentsDeps, shop: Shop, segment: StoredSegment): Promise<number> {
  const parsed = parseShopRule(segment.servedRule);
  if (segment.build !== null || !parsed.ok || readsCheckout(parsed.value)) return 0;
  const at = deps.clock.now();
  const counted = await attempt(() =>
    deps.recounter.recount(shop, { id: segment.id, rule: parsed.value }, at),
  );
  const { recount, problem } = counted;
  await deps.recounts.save(shop.id, { segmentId: segment.id, at, ...recount, problem });
  const facts = { shopId: shop.id, segmentId: segment.id, ...recount };
  if (problem !== null) deps.log.error({ ...facts, problem }, 'segment not recounted');
  else if (recount.mismatches > 0) deps.log.warn(facts, 'segment recounted: stored members differ');
  return recount.mismatches;
}

const NOTHING: Recount = { members: 0, checked: 0, mismatches: 0 };

/** One segment that cannot be counted keeps no other from it; the page of its health says why. */
async function attempt(
  count: () => Promise<Recount>,
): Promise<{ readonly recount: Recount; readonly problem: string | null }> {
  try {
    return { recount: await count(), problem: null };
  } catch (error) {
    return { recount: NOTHING, problem: error instanceof Error ? error.message : 'unknown failure' };
  }
}

function isNight({ timezone }: Shop, now: Instant): boolean {
  const days = shopDays(timezone);
  const hour = Math.floor((now + days.offsetAt(now) - days.dayOf(now) * SECONDS.day) / SECONDS.hour);
  return hour >= NIGHT.from && hour < NIGHT.to;
}
