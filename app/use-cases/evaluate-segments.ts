import type { Clock } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type {
  DecidedShopper,
  MembershipReader,
  MembershipStore,
  StaleShopper,
} from '#app/ports/membership-store.ts';
import type { ProductTraitsSource } from '#app/ports/product-traits.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { createRuleBook } from './compile-rules.ts';
import { evaluateMemberships } from './evaluate-memberships.ts';
import type { ShopRules } from '#app/ports/shop-rules.ts';
import { createSlices } from './slices.ts';

/** Shoppers in one transaction. */
export const MEMBERSHIP_CHUNK = 256;

export interface EvaluateSegmentsDeps {
  readonly memberships: MembershipStore;
  readonly traits: ProductTraitsSource;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Decides memberships again where time or a rule change made them stale, a chunk of each kind a call. True when a full
 * chunk was found, so that more may wait.
 */
export function createEvaluateSegments(deps: EvaluateSegmentsDeps): () => Promise<boolean> {
  const ruleBook = createRuleBook(deps.log, deps.traits);
  return async () => {
    const now = deps.clock.now();
    const decide = (shoppers: readonly StaleShopper[], reader: MembershipReader) =>
      decideAll(shoppers, reader, ruleBook, now);
    const due = await deps.memberships.decideChunk('time', now, MEMBERSHIP_CHUNK, decide);
    const outdated = await deps.memberships.decideChunk('rules', now, MEMBERSHIP_CHUNK, decide);
    return due === MEMBERSHIP_CHUNK || outdated === MEMBERSHIP_CHUNK;
  };
}

async function decideAll(
  shoppers: readonly StaleShopper[],
  reader: MembershipReader,
  ruleBook: ReturnType<typeof createRuleBook>,
  now: number,
): Promise<readonly DecidedShopper[]> {
  const known = new Map<Shop['id'], { shop: Shop; rules: ShopRules }>();
  const slices = createSlices();
  const decided: DecidedShopper[] = [];
  for (const { shopId, customerId, profile } of shoppers) {
    const entry = known.get(shopId) ?? (await readRules(shopId, reader, ruleBook));
    known.set(shopId, entry);
    const { shop, rules } = entry;
    const memberships = evaluateMemberships(profile, rules, { now, timezone: shop.timezone });
    decided.push({ shopId, customerId, ...memberships, configVersion: rules.configVersion });
    await slices.breathe();
  }
  return decided;
}

async function readRules(
  shopId: Shop['id'],
  reader: MembershipReader,
  ruleBook: ReturnType<typeof createRuleBook>,
): Promise<{ shop: Shop; rules: ShopRules }> {
  const shop = await reader.shop(shopId);
  return { shop, rules: await ruleBook(shop, () => reader.segmentsOf(shopId)) };
}
