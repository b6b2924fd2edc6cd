/** Which level of consent an offer needs. */
export type OfferConsent = 'none' | 'preferences' | 'marketing';

/** What a shop may decide about its guardrails; the others are the same in every shop. */
export interface GuardrailSettings {
  /** Whether company buyers (B2B) get offers. */
  readonly offersToBusiness: boolean;
  readonly consent: OfferConsent;
  /** Days after a purchase before the same product is offered again; 0 = at once. */
  readonly ownedDays: number;
  /** Whether a product is offered again to a shopper who gave it back. */
  readonly offersReturned: boolean;
  /** The dearest offer, in percent of the cart's subtotal; null = any. */
  readonly priceCeilingPercent: number | null;
  /** The least margin, in percent of the shop's price; null = any. */
  readonly marginFloorPercent: number | null;
  /** Whether a product of unknown cost passes the margin floor. */
  readonly offersUnknownCost: boolean;
  /** Words in a product's type, tags or collections that mark it as age-restricted. */
  readonly ageWords: readonly string[];
  /** Tags that keep a product out of every offer. */
  readonly hiddenTags: readonly string[];
  /** Whether a cart with nothing to ship may get goods that are shipped, and the other way round. */
  readonly mixesShipping: boolean;
  /** The most units of a cart, an offered one counted; null = any number. */
  readonly mostUnits: number | null;
  /** A product shown in so many earlier checkouts without a tap rests; null = never. */
  readonly shownTimes: number | null;
  /** Days in which those checkouts are counted. */
  readonly shownDays: number;
  /** Days for which a dismissed product stays away from the shopper's later checkouts. */
  readonly dismissedDays: number;
}

/** What a careful merchant would choose. */
export const DEFAULT_GUARDRAILS: GuardrailSettings = {
  offersToBusiness: false,
  consent: 'none',
  ownedDays: 30,
  offersReturned: false,
  priceCeilingPercent: 100,
  marginFloorPercent: 0,
  offersUnknownCost: true,
  ageWords: [
    'alcohol',
    'wine',
    'beer',
    'spirit',
    'liquor',
    'tobacco',
    'cigarette',
    'cigar',
    'vape',
    'nicotine',
    'cannabis',
    'cbd',
    'adults only',
    'age restricted',
    '18+',
    '21+',
  ],
  hiddenTags: ['hidden', 'no-upsell'],
  mixesShipping: false,
  mostUnits: null,
  shownTimes: 5,
  shownDays: 30,
  dismissedDays: 90,
};

/** Whatever a shop did not decide is as in DEFAULT_GUARDRAILS. */
export function toGuardrailSettings(decided: PartialSettings): GuardrailSettings {
  const given = Object.entries(decided).filter(([, value]) => value !== undefined);
  return { ...DEFAULT_GUARDRAILS, ...Object.fromEntries(given) };
}

type PartialSettings = { readonly [Name in keyof GuardrailSettings]?: GuardrailSettings[Name] | undefined };

/** How many days of a shopper's earlier checkouts these settings ask about. */
export function daysLookedBack({ shownTimes, shownDays, dismissedDays }: GuardrailSettings): number {
  return Math.max(shownTimes === null ? 0 : shownDays, dismissedDays);
}
