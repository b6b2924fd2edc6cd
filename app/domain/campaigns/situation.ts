import type { ProductId } from '../kernel/ids.ts';
import { isGid } from '../kernel/ids.ts';
import { SECONDS, type Instant } from '../kernel/instant.ts';
import { emptyProfile } from '../profiles/empty-profile.ts';
import type { Profile } from '../profiles/profile.ts';
import type { RuleContext } from '../segments/segment.ts';
import type { DecisionQuestion, ShopSnapshot } from './decision.ts';

/** A product bought less long ago is not offered again. */
export const OWNED_RECENTLY_DAYS = 30;

/** Older orders say little, and a wholesaler may have thousands. */
const MOST_ORDERS = 200;

export interface PastOrder {
  readonly at: Instant;
  readonly products: readonly ProductId[];
}

/** One render's facts, worked out once and read by everything that decides. */
export interface Situation {
  readonly snapshot: ShopSnapshot;
  readonly question: DecisionQuestion;
  readonly isSignedIn: boolean;
  /** What may be used of the shopper; empty for a guest who did not consent. */
  readonly profile: Profile;
  /** The newest 200 orders, oldest first. Only of a signed-in shopper. */
  readonly pastOrders: readonly PastOrder[];
  /** When each product of the last 30 days was bought last. Only of a signed-in shopper. */
  readonly ownedRecently: ReadonlyMap<ProductId, Instant>;
  readonly cartProducts: ReadonlySet<ProductId>;
}

export function readSituation(snapshot: ShopSnapshot, question: DecisionQuestion): Situation {
  const isSignedIn = question.shopperId !== null && isGid('Customer', question.shopperId);
  const profile = usableProfile(question, isSignedIn);
  return {
    snapshot,
    question,
    isSignedIn,
    profile,
    pastOrders: isSignedIn ? newestOrders(profile, question.now) : [],
    ownedRecently: isSignedIn ? recentProducts(profile, question.now) : new Map(),
    cartProducts: new Set(question.lines.flatMap((line) => line.productId ?? [])),
  };
}

/** A signed-in shopper's own profile; a visitor's only when both preferences and analytics were agreed to. */
function usableProfile({ profile, consent, shopperId }: DecisionQuestion, isSignedIn: boolean): Profile {
  const mayUse = isSignedIn || (consent.preferences && consent.analytics);
  return mayUse && profile !== null ? profile : emptyProfile(shopperId ?? 'visitor:guest');
}

function newestOrders({ purchases }: Profile, now: Instant): readonly PastOrder[] {
  return purchases
    .filter(({ at }) => at <= now)
    .slice(-MOST_ORDERS)
    .map(({ at, lines }) => ({ at, products: lines.map(({ productId }) => productId) }));
}

function recentProducts({ purchases }: Profile, now: Instant): ReadonlyMap<ProductId, Instant> {
  const since = now - OWNED_RECENTLY_DAYS * SECONDS.day;
  const recent = purchases.filter(({ at }) => at > since && at <= now);
  return new Map(recent.flatMap(({ at, lines }) => lines.map((line) => [line.productId, at] as const)));
}

/** What rules may ask about this render. The cart counts at the shop's own prices; unknown variants count nothing. */
export function ruleContextOf({ snapshot, question }: Situation): RuleContext {
  const { now, lines, country } = question;
  const subtotalMinor = lines.reduce(
    (sum, { variantId, quantity }) =>
      sum + quantity * (snapshot.catalog.variants.get(variantId)?.price.amountMinor ?? 0),
    0,
  );
  const quantity = lines.reduce((sum, line) => sum + line.quantity, 0);
  const productIds = lines.flatMap((line) => line.productId ?? []);
  const { timezone, tiers, catalog } = snapshot;
  const { markets } = catalog;
  const findProduct = (id: string) => catalog.products.get(id as ProductId) ?? null;
  return {
    now,
    timezone,
    tiers,
    findProduct,
    markets,
    country,
    cart: { subtotalMinor, quantity, productIds },
  };
}
