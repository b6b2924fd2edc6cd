import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { StoredSegment } from '#app/ports/segment-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { tellPast, type TellPastPorts, type ToldPast } from './tell-past.ts';

/** The told pasts of a shop's segments, those that can be told. */
export type PastBook = (
  shop: Shop,
  segments: readonly StoredSegment[],
) => Promise<ReadonlyMap<string, ToldPast>>;

/** Telling reads thousands of profiles, and what it tells changes by the day. */
const GOOD_FOR = 10 * SECONDS.minute;
/** Shops remembered; a process with more begins anew. */
const MOST_SHOPS = 200;

interface Entry {
  readonly key: string;
  readonly at: Instant;
  readonly told: ReturnType<PastBook>;
}

/** Keeps what was told of a shop for ten minutes, or until its rules or its catalog change; pages that ask at once share one telling. */
export function createPastBook(ports: TellPastPorts & { readonly clock: Clock }): PastBook {
  const byShop = new Map<number, Entry>();
  return (shop, segments) => {
    const now = ports.clock.now();
    const key = keyOf(shop, segments);
    const known = byShop.get(shop.id);
    if (known?.key === key && now - known.at < GOOD_FOR) return known.told;
    const told = tellPast(ports, shop, segments, now);
    if (byShop.size >= MOST_SHOPS) byShop.clear();
    byShop.set(shop.id, { key, at: now, told });
    told.catch(() => byShop.delete(shop.id));
    return told;
  };
}

function keyOf({ versions, timezone }: Shop, segments: readonly StoredSegment[]): string {
  return JSON.stringify([versions, timezone, segments.map(({ id, servedRule }) => [id, servedRule])]);
}
