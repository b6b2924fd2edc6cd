/** A shop whose truth is known: what an arm adds is written here, and everything a report has to see through is put on top. */
export interface World {
  readonly days: number;
  /** People who come; each of them is a unit. */
  readonly shoppers: number;
  readonly bots: { readonly share: number; readonly checkouts: number };
  /** After each checkout of a person, the chance of one more. */
  readonly comesBack: number;
  /** Of checkouts that cannot show anything: wallets, a folded summary. */
  readonly unseen: number;
  /** Completion of a person's checkout is one of these, equally likely. */
  readonly completion: readonly [number, number];
  /** Values in whole units of money; `minutes` from a checkout's start to its order. */
  readonly order: {
    readonly meanValue: number;
    readonly spread: number;
    readonly margin: number;
    readonly itemValue: number;
    readonly minutes: number;
  };
  readonly refund: { readonly share: number; readonly meanDays: number };
  /** Deliveries that come twice, and days that each is late at most. */
  readonly delivery: { readonly twice: number; readonly lateDays: number };
  readonly offer: Offer;
}

/** What the arm does where it is seen; nothing at all in a world of two equal arms. */
export interface Offer {
  /** A change of completion, relative. */
  readonly completionLift: number;
  /** Of orders in which it is accepted. */
  readonly takeRate: number;
  readonly value: number;
  readonly margin: number;
  /** Of accepted offers, those that the shopper would have bought without it. */
  readonly boughtAnyway: number;
}

export const NO_EFFECT: Offer = { completionLift: 0, takeRate: 0, value: 12, margin: 0.5, boughtAnyway: 0 };

/** Slows buyers down a little and sells them much that they came for: takes look well, profit hardly moves. */
export const FLATTERING: Offer = {
  completionLift: -0.01,
  takeRate: 0.12,
  value: 12,
  margin: 0.5,
  boughtAnyway: 0.75,
};

export const SHOP: World = {
  days: 28,
  shoppers: 3_000,
  bots: { share: 0.02, checkouts: 20 },
  comesBack: 0.3,
  unseen: 0.25,
  completion: [0.35, 0.65],
  order: { meanValue: 60, spread: 0.7, margin: 0.4, itemValue: 15, minutes: 4 },
  refund: { share: 0.08, meanDays: 10 },
  delivery: { twice: 0.1, lateDays: 1 },
  offer: NO_EFFECT,
};

/** What the arm truly adds once every refund is in: to a unit, and to a checkout. */
export interface TrueEffect {
  readonly profitPerUnit: number;
  readonly profitPerCheckout: number;
  readonly completionPerCheckout: number;
}

export function trueEffect(world: World): TrueEffect {
  const { bots, comesBack, unseen, completion, order, refund, offer } = world;
  const completes = (completion[0] + completion[1]) / 2;
  const kept = 1 - refund.share;
  const ofOrder = order.meanValue * order.margin;
  const ofOffer = offer.takeRate * offer.value * offer.margin * (1 - offer.boughtAnyway);
  const seenCheckout = completes * kept * ((1 + offer.completionLift) * (ofOrder + ofOffer) - ofOrder);
  const ofPerson = 1 / (1 - comesBack);
  const profitPerUnit = (1 - bots.share) * ofPerson * (1 - unseen) * seenCheckout;
  const checkouts = (1 - bots.share) * ofPerson + bots.share * bots.checkouts;
  const seenShare = ((1 - bots.share) * ofPerson * (1 - unseen)) / checkouts;
  return {
    profitPerUnit,
    profitPerCheckout: profitPerUnit / checkouts,
    completionPerCheckout: seenShare * completes * offer.completionLift,
  };
}
