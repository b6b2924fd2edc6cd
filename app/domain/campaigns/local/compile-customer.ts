import { SECONDS, type Instant } from '../../kernel/instant.ts';
import { legacyId, type CustomerId, type ProductId } from '../../kernel/ids.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { DecisionQuestion, PastItem, ShopSnapshot } from '../decision.ts';
import { boughtAndMaybe } from '../bought-and-consider.ts';
import { examine } from '../eligibility.ts';
import { placeholdersOf } from '../fill-text.ts';
import { judge } from '../guardrails/judge.ts';
import { NO_CONSENT, OUTSIDE_CHECKOUT } from '../outside-checkout.ts';
import { SHOPPER_VALUES } from '../placeholders.ts';
import { standingOf } from '../next-tier.ts';
import { openRender } from '../render.ts';
import type { Situation } from '../situation.ts';
import { wishlistOf } from '../wishlist.ts';
import { SHOPPER_GUARDRAILS } from './compiled-guardrails.ts';
import type { CartRule } from './cart-rule.ts';
import { compileOffer } from './compile-offer.ts';
import { compilePast, MOST_OWN } from './compile-past.ts';
import { usualProducts } from '../usual-products.ts';
import { USUAL_LIST } from './list-name.ts';
import { PAIR_PLACEHOLDERS, TIER_PLACEHOLDERS } from './local-placeholders.ts';
import { bytesOf } from './payload-bytes.ts';
import {
  LOCAL_PLACEMENT,
  MAX_PAYLOAD_BYTES,
  PAYLOAD_VERSION,
  type CustomerPayload,
  type LocalPair,
  type LocalUsual,
  type ShopPayload,
} from './payload.ts';
import { restingText } from './resting-text.ts';
import { cartRulesOf, segmentsOfCustomer } from './segments-outside.ts';

const LIFETIME = 7 * SECONDS.day;
/** Verdicts that do not change a membership are looked past, so that a payload holds longer. */
const LOOK_AHEAD = 4;
/** So many pairs, where there is room: what the cart holds already makes place for the next. */
const MOST_PAIRS = 5;
/** So many products that are bought again and again, where there is room. */
const MOST_USUAL = 8;
/** So many products of a wishlist: some 600 bytes. */
const MOST_WISHES = 40;

/** When the rest of products ends. */
type Resting = ReadonlyMap<ProductId, Instant>;

/** What is known of a customer. */
export interface KnownCustomer {
  readonly customerId: CustomerId;
  readonly profile: Profile;
  readonly pastItems: readonly PastItem[];
  readonly returned: ReadonlySet<ProductId>;
}

/** What a customer's checkout decides by; null for one of whom more would have to be said than there is room for. */
export function compileCustomer(
  snapshot: ShopSnapshot,
  shop: ShopPayload,
  customer: KnownCustomer,
  now: Instant,
): CustomerPayload | null {
  const { profile, customerId: unit } = customer;
  const render = openRender(snapshot, questionOf(snapshot, customer, now));
  const { situation } = render;
  const { memberOf, ofConsent, validUntil } = segmentsOfCustomer(snapshot, profile, now, LOOK_AHEAD);
  const { known } = shop.segments;
  const cart = cartRulesOf(snapshot, profile, now, new Set(known));
  const ofConsentOnly = known.flatMap((id) => {
    const rule = cart.rules.has(id) ? undefined : ofConsent.get(id);
    return rule === undefined ? [] : [[id, rule] as const];
  });
  const ofCart = new Map([...differing(shop, cart.rules), ...ofConsentOnly]);
  const ofServer = Object.keys(shop.segments.ofCart).filter((id) => cart.rules.get(id) === null);
  const ahead = profile.purchases.find(({ at }) => at > now)?.at ?? Infinity;
  const standing = says(shop, TIER_PLACEHOLDERS) ? standingOf(situation) : null;
  const until = Math.min(
    now + LIFETIME,
    validUntil,
    cart.validUntil,
    ahead,
    standing?.holdsUntil ?? Infinity,
  );
  const resting = restingProducts(situation);
  const usual = offersUsual(shop) ? usualOf(situation, resting, until) : [];
  const pairs = says(shop, PAIR_PLACEHOLDERS) ? pairsOf(situation, resting, until) : [];
  const own = compilePast(render, (productId) => restsThrough(resting, productId, until));
  const base = {
    v: PAYLOAD_VERSION,
    until,
    rules: shop.rules,
    unit,
    segments: known.filter((id) => memberOf.has(id) && !cart.rules.has(id) && !ofCart.has(id)),
    ...(ofCart.size > 0 && { ofCart: Object.fromEntries(ofCart) }),
    ...(ofServer.length > 0 && { ofServer }),
    resting: restingText(resting),
    restingCampaigns: restingCampaigns(situation, memberOf),
    values: valuesOf(situation),
    nextTier: standing?.next ?? null,
    wishlist: wishesOf(situation),
  } as const;
  // What the past suggests gives way first: without pairs a message ends what can be decided.
  for (let most = MOST_OWN + MOST_USUAL; most >= 0; most -= 1) {
    const [mostUsual, mostPairs] = [Math.min(most, MOST_USUAL), Math.min(most, MOST_PAIRS)];
    const payload: CustomerPayload = {
      ...base,
      ...own.cut(Math.max(0, most - MOST_USUAL)),
      usual: usual.slice(0, mostUsual),
      isUsualWhole: usual.length <= mostUsual,
      pairs: pairs.slice(0, mostPairs),
      arePairsWhole: pairs.length <= mostPairs,
    };
    if (bytesOf(payload) <= MAX_PAYLOAD_BYTES) return payload;
  }
  return null;
}

/** What is left to ask of this customer's checkout, where that is something else than of a stranger's. */
function differing(
  { segments }: ShopPayload,
  rules: ReadonlyMap<string, CartRule | null>,
): readonly (readonly [string, CartRule])[] {
  return Object.entries(segments.ofCart).flatMap(([id, ofStranger]) => {
    const rule = rules.get(id) ?? null;
    return rule === null || JSON.stringify(rule) === JSON.stringify(ofStranger) ? [] : [[id, rule] as const];
  });
}

function valuesOf(situation: Situation): CustomerPayload['values'] {
  const values = [...SHOPPER_VALUES].flatMap(([name, valueOf]) => {
    const value = valueOf(situation);
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(values);
}

/** Whether a message of the shop holds one of these placeholders. */
function says({ campaigns }: ShopPayload, placeholders: readonly string[]): boolean {
  const said = placeholdersOf(JSON.stringify(campaigns));
  return placeholders.some((name) => said.includes(name));
}

/** Whether an upsell of the shop, or an arm of one, offers what is bought again and again. */
function offersUsual({ campaigns }: ShopPayload): boolean {
  return campaigns.some(({ upsell, experiment }) => {
    const arms = experiment?.arms ?? [];
    return [upsell, ...arms.map(({ variant }) => variant?.upsell)].some((each) => each?.list === USUAL_LIST);
  });
}

/** What is due while the payload holds; one more than are kept. */
function usualOf(situation: Situation, resting: Resting, until: Instant): readonly LocalUsual[] {
  const usual: LocalUsual[] = [];
  for (const { productId, variantId, dueAt, reason } of usualProducts(situation)) {
    if (dueAt >= until || restsThrough(resting, productId, until)) continue;
    const offer = compileOffer(productId, situation);
    const { code, text } = reason();
    const last = offer?.choices && variantId ? { variantId } : {};
    if (offer !== null) usual.push({ offer, ...last, dueAt, reason: { code, text } });
    if (usual.length > MOST_USUAL) break;
  }
  return usual;
}

function restsThrough(resting: Resting, productId: ProductId, until: Instant): boolean {
  return (resting.get(productId) ?? 0) >= until;
}

/** As far as the catalog holds it: what needs a consent that only the checkout knows is left to the server. */
function wishesOf(situation: Situation): CustomerPayload['wishlist'] {
  const { products, until } = wishlistOf(situation);
  const known = products.filter((id) => situation.productOf(id) !== null).slice(0, MOST_WISHES);
  return known.length === 0 ? null : { until, products: known.map(legacyId) };
}

/** One more than are kept, so that it is known whether more follow. What rests as long as the payload holds is left out. */
function pairsOf(situation: Situation, resting: Resting, until: Instant): readonly LocalPair[] {
  const pairs: LocalPair[] = [];
  for (const { bought, productId } of boughtAndMaybe(situation)) {
    if (restsThrough(resting, productId, until)) continue;
    const consider = compileOffer(productId, situation);
    if (consider !== null) pairs.push({ bought: bought.title, consider });
    if (pairs.length > MOST_PAIRS) break;
  }
  return pairs;
}

function questionOf(
  { currency }: ShopSnapshot,
  { customerId, profile, pastItems, returned }: KnownCustomer,
  now: Instant,
): DecisionQuestion {
  return {
    ...OUTSIDE_CHECKOUT,
    now,
    placements: [LOCAL_PLACEMENT],
    shopperId: customerId,
    unit: customerId,
    profile,
    lines: [],
    country: null,
    currency,
    consent: NO_CONSENT,
    canChoose: true,
    pastItems,
    returned,
  };
}

/** What the guardrails about shoppers refuse, each with the latest end; what the catalog does not hold is offered to nobody. */
function restingProducts(situation: Situation): Resting {
  const { catalog } = situation.snapshot;
  const { pastItems, returned } = situation.question;
  const seen = pastItems.flatMap(({ key }) => catalog.products.get(subjectOf(key))?.id ?? []);
  const touched = [...new Set([...situation.ownedUntil.keys(), ...returned, ...seen])]
    .filter((id) => catalog.products.has(id))
    .sort();
  return new Map(
    touched.flatMap((productId) => {
      const ends = SHOPPER_GUARDRAILS.flatMap((guardrail) => {
        const judgement = judge(productId, situation, null, [guardrail]);
        return !judgement.isAllowed && judgement.guardrail === guardrail.name ? judgement.endsAt : [];
      });
      return ends.length === 0 ? [] : [[productId, Math.max(...ends)] as const];
    }),
  );
}

/** Keys are "<campaign>:<subject>". */
const subjectOf = (key: string): ProductId => key.slice(key.indexOf(':') + 1) as ProductId;

function restingCampaigns(
  situation: Situation,
  memberOf: ReadonlySet<string>,
): CustomerPayload['restingCampaigns'] {
  const ends = situation.snapshot.campaigns
    .filter(({ placements }) => placements.includes(LOCAL_PLACEMENT))
    .map((campaign) => {
      const clauses = examine(campaign, { memberOf, situation });
      return [campaign.id, Math.max(0, ...clauses.map(({ endsAt }) => endsAt ?? 0))] as const;
    });
  return Object.fromEntries(ends.filter(([, end]) => end > 0));
}
