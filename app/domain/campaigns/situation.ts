import type { ProductId } from '../kernel/ids.ts';
import { isGid } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { emptyProfile } from '../profiles/empty-profile.ts';
import { mayUse } from '../profiles/consent-uses.ts';
import type { Profile } from '../profiles/profile.ts';
import { withinConsent } from '../profiles/within-consent.ts';
import type { RuleContext } from '../segments/segment.ts';
import type { CatalogProduct, Market } from './catalog.ts';
import type { DecisionQuestion, ShopSnapshot } from './decision.ts';
import { ownedUntil } from './owned-until.ts';
import { marketOf, priceFor } from './price.ts';

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
  /** Until when each product the shopper has is not to be offered again. Only of a signed-in shopper. */
  readonly ownedUntil: ReadonlyMap<ProductId, Instant>;
  /** Products in the cart, those inside its bundles too. */
  readonly cartProducts: ReadonlySet<ProductId>;
  /** What is known of the cart's subtotal, in minor units of its currency. */
  readonly cartSubtotalMinor: number;
  /** The market that holds the buyer's country. */
  readonly market: Market | null;
  /** A product of the catalog. Whatever is asked of one beside the cart's is asked here, so that it is known what a decision read. */
  productOf(id: ProductId): CatalogProduct | null;
}

/** `onRead` is told of every product that is looked up, as often as that happens. */
export function readSituation(
  snapshot: ShopSnapshot,
  question: DecisionQuestion,
  onRead?: (id: ProductId) => void,
): Situation {
  const isSignedIn = question.shopperId !== null && isGid('Customer', question.shopperId);
  const profile = usableProfile(question, isSignedIn);
  return {
    snapshot,
    question,
    isSignedIn,
    profile,
    pastOrders: isSignedIn ? newestOrders(profile, question.now) : [],
    ownedUntil: isSignedIn
      ? ownedUntil(profile, question.now, snapshot.guardrails.ownedDays)
      : new Map<ProductId, Instant>(),
    cartProducts: new Set(
      question.lines.flatMap(({ productId, components = [] }) => [productId ?? [], components].flat()),
    ),
    cartSubtotalMinor: subtotalMinor(snapshot, question),
    market: marketOf(snapshot.catalog, question.country),
    productOf(id) {
      onRead?.(id);
      return snapshot.catalog.products.get(id) ?? null;
    },
  };
}

/** A signed-in shopper's own profile; a visitor's only when both preferences and analytics were agreed to. */
function usableProfile({ profile, consent, shopperId }: DecisionQuestion, isSignedIn: boolean): Profile {
  if (profile === null || !(isSignedIn || mayUse('guestProfile', consent)))
    return emptyProfile(shopperId ?? 'visitor:guest');
  return withinConsent(profile, consent);
}

function newestOrders({ purchases }: Profile, now: Instant): readonly PastOrder[] {
  return purchases
    .filter(({ at }) => at <= now)
    .slice(-MOST_ORDERS)
    .map(({ at, lines }) => ({ at, products: lines.map(({ productId }) => productId) }));
}

/** All orders of a signed-in shopper: `pastOrders` are the newest alone. */
export function countOrders({
  isSignedIn,
  profile,
  question: { now },
}: Pick<Situation, 'isSignedIn' | 'profile' | 'question'>): number {
  return isSignedIn ? profile.purchases.filter(({ at }) => at <= now).length : 0;
}

/** Each line at what is paid for it; else at this buyer's price. Lines of which neither is known count nothing. */
function subtotalMinor({ catalog }: ShopSnapshot, { lines, country, currency }: DecisionQuestion): number {
  return lines.reduce((sum, { variantId, quantity, cost }) => {
    if (cost?.currency === currency) return sum + cost.amountMinor;
    const variant = catalog.variants.get(variantId);
    const price = variant && priceFor(variant, catalog, country, currency);
    return sum + quantity * (price?.amountMinor ?? 0);
  }, 0);
}

/** What rules may ask about this render. The cart counts at the shop's own prices; unknown variants count nothing. */
export function ruleContextOf({ snapshot, question, productOf }: Situation): RuleContext {
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
  const findProduct = (id: string) => productOf(id as ProductId);
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
