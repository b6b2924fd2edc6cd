import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type {
  DecidedShopper,
  MembershipStore,
  StaleReason,
  StaleShopper,
} from '#app/ports/membership-store.ts';
import type { RuleSource } from '#app/ports/shop-rules.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { tellsProductsApart, type RuleBook } from './compile-rules.ts';
import { decideAgain } from './decide-memberships.ts';
import { millisUntil } from '../millis-until.ts';
import { createSlices } from '../slices.ts';

/** Shoppers in one transaction: few, so that live news waits for no more than a few milliseconds. */
export const MEMBERSHIP_CHUNK = 256;

export interface EvaluateSegmentsDeps {
  readonly memberships: MembershipStore;
  /** One for all that decides memberships in a process. */
  readonly ruleBook: RuleBook;
  readonly clock: Clock;
}

/**
 * Moves the shoppers whose second has come, a chunk of each shop a call. Gives in how many milliseconds the next one is due: 0
 * where more wait, null where none will be by time alone.
 */
export function createMoveDue(deps: EvaluateSegmentsDeps): () => Promise<number | null> {
  const { memberships, clock } = deps;
  const decide = createDecide(deps);
  return async () => {
    if (await decide('time')) return 0;
    return millisUntil((await memberships.nextDue()) ?? Infinity, clock.nowMs());
  };
}

/**
 * Looks again at shoppers decided under rules that are no more, or of whom a product they bought became another one, a chunk of
 * each shop a call, and finishes the builds that have looked at everybody. True when more may wait.
 */
export function createFollowRules(
  deps: EvaluateSegmentsDeps & { readonly log: Log },
): () => Promise<boolean> {
  const { memberships, clock, log } = deps;
  const decide = createDecide(deps);
  return async () => {
    if (await memberships.markBuyers(tellsProductsApart)) return true;
    if (await decide('rules')) return true;
    for (const built of await memberships.finishBuilds(clock.now())) log.info(built, 'segment built');
    return false;
  };
}

/** One chunk of each shop. True when any was full. */
function createDecide({
  memberships,
  clock,
  ruleBook,
}: EvaluateSegmentsDeps): (reason: StaleReason) => Promise<boolean> {
  const decideOne = async (reason: StaleReason, shopId: ShopId): Promise<number> => {
    const now = clock.now();
    const stale = { reason, now, limit: MEMBERSHIP_CHUNK };
    return memberships.decideChunk(shopId, stale, (shop, shoppers, source) =>
      decideAll({ shop, source, ruleBook, now }, shoppers),
    );
  };
  return async (reason) => {
    let isMore = false;
    for (const shopId of await memberships.staleShops(reason, clock.now()))
      isMore = (await decideOne(reason, shopId)) === MEMBERSHIP_CHUNK || isMore;
    return isMore;
  };
}

interface ChunkParts {
  readonly shop: Shop;
  readonly source: RuleSource;
  readonly ruleBook: RuleBook;
  readonly now: number;
}

async function decideAll(
  { shop, source, ruleBook, now }: ChunkParts,
  shoppers: readonly StaleShopper[],
): Promise<readonly DecidedShopper[]> {
  const rules = await ruleBook(shop, source);
  const slices = createSlices();
  const decided: DecidedShopper[] = [];
  for (const { customerId, profile, memberships } of shoppers) {
    decided.push({
      customerId,
      ...decideAgain(memberships, profile, rules, { now, timezone: shop.timezone }),
    });
    await slices.breathe();
  }
  return decided;
}
