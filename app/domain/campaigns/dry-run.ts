import type { Campaign } from './campaign.ts';
import { decide, type Outcome } from './decide.ts';
import type { Decision, DecisionQuestion, ShopSnapshot } from './decision.ts';
import { withCampaign, withoutCampaign } from './explain-campaign.ts';
import { variantMargin } from './margins.ts';

/** Counts by name; a name that is missing is 0. */
export type Counts = Readonly<Record<string, number>>;

/** What a campaign would have done in some checkouts. Tallies of parts add up to that of the whole. */
export interface DryRunTally {
  readonly checkouts: number;
  /** Checkouts in which it would have shown. */
  readonly shown: number;
  /** Checkouts by why it would not have shown: an outcome's kind, or the clause that refused. */
  readonly notShown: Counts;
  /** Items it would have shown, by product; of messages and saved details by the word "message", "savedAddress", "paymentHint". */
  readonly items: Counts;
  /** Offers of known cost among them, and the sum of their margins, each taken once in the variant offered first: minor units of the shop's currency. */
  readonly offersOfKnownCost: number;
  readonly marginMinor: number;
  /** Offers kept back, by guardrail. */
  readonly guardrails: Counts;
  /** Checkouts in which another campaign would have shown less because of it, by campaign. */
  readonly displaced: Counts;
  /** Checkouts in which another campaign of its exclusion group went first, by campaign. */
  readonly gaveWay: Counts;
}

export const NO_CHECKOUTS: DryRunTally = {
  checkouts: 0,
  shown: 0,
  notShown: {},
  items: {},
  offersOfKnownCost: 0,
  marginMinor: 0,
  guardrails: {},
  displaced: {},
  gaveWay: {},
};

/** What the campaign would have done in one checkout: decided twice, without it and with it. */
export function dryRun(snapshot: ShopSnapshot, question: DecisionQuestion, campaign: Campaign): DryRunTally {
  const without = withoutCampaign(snapshot, campaign, question.now);
  let outcome: Outcome = { kind: 'nothing-to-show' };
  const after = decide(withCampaign(snapshot, campaign, question.now), question, {
    became({ id }, became) {
      if (id === campaign.id) outcome = became;
    },
  });
  const own = itemsOf(after).filter(({ campaignId }) => campaignId === campaign.id);
  const offered = own.flatMap((item) => (item.kind === 'offer' ? item.variantId : []));
  const margins = offered.flatMap((id) => variantMargin(snapshot.catalog.variants.get(id)) ?? []);
  return {
    ...outcomeTally(outcome),
    items: countOf(own.map((item) => (item.kind === 'offer' ? item.productId : item.kind))),
    offersOfKnownCost: margins.length,
    marginMinor: margins.reduce((sum, margin) => sum + margin, 0),
    guardrails: countOf(
      after.refusals.flatMap(({ campaignId, guardrail }) => (campaignId === campaign.id ? guardrail : [])),
    ),
    displaced: own.length === 0 ? {} : displacedBy(decide(without, question), after),
  };
}

/** Two parts as one whole. */
export function addTallies(one: DryRunTally, other: DryRunTally): DryRunTally {
  return {
    checkouts: one.checkouts + other.checkouts,
    shown: one.shown + other.shown,
    notShown: addCounts(one.notShown, other.notShown),
    items: addCounts(one.items, other.items),
    offersOfKnownCost: one.offersOfKnownCost + other.offersOfKnownCost,
    marginMinor: one.marginMinor + other.marginMinor,
    guardrails: addCounts(one.guardrails, other.guardrails),
    displaced: addCounts(one.displaced, other.displaced),
    gaveWay: addCounts(one.gaveWay, other.gaveWay),
  };
}

function outcomeTally(outcome: Outcome): DryRunTally {
  if (outcome.kind === 'shown') return { ...NO_CHECKOUTS, checkouts: 1, shown: 1 };
  const why = outcome.kind === 'refused' ? outcome.clause : outcome.kind;
  const gaveWay = outcome.kind === 'group-taken' ? { [outcome.by]: 1 } : {};
  return { ...NO_CHECKOUTS, checkouts: 1, notShown: { [why]: 1 }, gaveWay };
}

/** Campaigns with fewer items than before. */
function displacedBy(before: Decision, after: Decision): Counts {
  const kept = countOf(itemsOf(after).map(({ campaignId }) => campaignId));
  const had = countOf(itemsOf(before).map(({ campaignId }) => campaignId));
  return countOf(Object.keys(had).filter((id) => (kept[id] ?? 0) < (had[id] ?? 0)));
}

function itemsOf({ placements }: Decision) {
  return Object.values(placements).flat();
}

function countOf(names: readonly string[]): Counts {
  return names.reduce<Record<string, number>>((counts, name) => {
    counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  }, {});
}

function addCounts(one: Counts, other: Counts): Counts {
  const sum = { ...one };
  for (const [name, count] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
