import { SECONDS, type Instant } from '../../kernel/instant.ts';
import { legacyId, type CustomerId, type ProductId } from '../../kernel/ids.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { DecisionQuestion, PastItem, ShopSnapshot } from '../decision.ts';
import { examine } from '../eligibility.ts';
import { judge } from '../guardrails/judge.ts';
import { NO_CONSENT, OUTSIDE_CHECKOUT } from '../outside-checkout.ts';
import { readSituation, type Situation } from '../situation.ts';
import { SHOPPER_GUARDRAILS } from './compiled-guardrails.ts';
import { bytesOf } from './payload-bytes.ts';
import {
  LOCAL_PLACEMENT,
  MAX_PAYLOAD_BYTES,
  PAYLOAD_VERSION,
  type CustomerPayload,
  type ShopPayload,
} from './payload.ts';
import { segmentsOutside } from './segments-outside.ts';

const LIFETIME = 7 * SECONDS.day;
/** Verdicts that do not change a membership are looked past, so that a payload holds longer. */
const LOOK_AHEAD = 4;

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
  const situation = readSituation(snapshot, questionOf(snapshot, customer, now));
  const { memberOf, validUntil } = segmentsOutside(snapshot, profile, now, LOOK_AHEAD);
  const { known, ofCheckout } = shop.segments;
  const ahead = profile.purchases.find(({ at }) => at > now)?.at ?? Infinity;
  const payload: CustomerPayload = {
    v: PAYLOAD_VERSION,
    until: Math.min(now + LIFETIME, validUntil, ahead),
    rules: shop.rules,
    unit,
    segments: known.filter((id) => memberOf.has(id) && !ofCheckout.includes(id)),
    resting: restingProducts(situation),
    restingCampaigns: restingCampaigns(situation, memberOf),
  };
  return bytesOf(payload) <= MAX_PAYLOAD_BYTES ? payload : null;
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
    pastItems,
    returned,
  };
}

/** What the guardrails about shoppers refuse, each with the latest end; what the catalog does not hold is offered to nobody. */
function restingProducts(situation: Situation): CustomerPayload['resting'] {
  const { catalog } = situation.snapshot;
  const { pastItems, returned } = situation.question;
  const seen = pastItems.flatMap(({ key }) => catalog.products.get(subjectOf(key))?.id ?? []);
  const touched = [...new Set([...situation.ownedUntil.keys(), ...returned, ...seen])]
    .filter((id) => catalog.products.has(id))
    .sort();
  return Object.fromEntries(
    touched.flatMap((productId) => {
      const ends = SHOPPER_GUARDRAILS.flatMap((guardrail) => {
        const judgement = judge(productId, situation, null, [guardrail]);
        return !judgement.isAllowed && judgement.guardrail === guardrail.name ? judgement.endsAt : [];
      });
      if (ends.length === 0) return [];
      const end = Math.max(...ends);
      return [[legacyId(productId), end === Infinity ? null : end]];
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
