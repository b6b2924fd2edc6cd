import type { FactName } from '../facts/catalogue.ts';
import type { LifetimeEstimate } from '../profiles/estimates.ts';
import { doesTellWhoStops, type LifetimeModel } from './fit-lifetime.ts';
import type { HoldOutReport } from './hold-out.ts';
import type { PurchaseSummary } from './purchase-summary.ts';

/** How the estimates of a shop came about, for people: the models, how they do, and how their values lie. */
export interface LifetimeReport {
  readonly customers: number;
  readonly boughtAgain: number;
  /** Null, with the reason in `objection`, where there is no model. */
  readonly model: LifetimeModel | null;
  readonly objection: string | null;
  readonly doesTellWhoStops: boolean;
  /** The first two thirds of the time held against the rest; null where too few bought in them. */
  readonly heldOut: HoldOutReport | null;
  readonly deciles: Deciles;
  /** How many customers each group of recency, frequency and money holds. */
  readonly groups: Readonly<Record<string, number>>;
}

/** Of each fact that is a number, money in minor units: what 10, 20, .. 90 in a hundred customers do not pass. */
export type Deciles = Readonly<Partial<Record<FactName, readonly number[]>>>;

/** The report of a shop without a model. */
export function reportWithout(customers: readonly PurchaseSummary[], objection: string): LifetimeReport {
  const nothing = { model: null, doesTellWhoStops: false, heldOut: null, deciles: {}, groups: {} };
  return { ...countOf(customers), ...nothing, objection };
}

/** The report of a model, and of what it says of these customers. */
export function reportLifetime(
  model: LifetimeModel,
  heldOut: HoldOutReport | null,
  customers: readonly PurchaseSummary[],
  estimates: readonly LifetimeEstimate[],
): LifetimeReport {
  const groups = Map.groupBy(estimates, ({ group }) => group);
  return {
    ...countOf(customers),
    model,
    objection: null,
    doesTellWhoStops: doesTellWhoStops(model),
    heldOut,
    deciles: Object.fromEntries(
      Object.entries(NUMBERS).flatMap(([name, read]) => {
        const values = estimates.flatMap((estimate) => read(estimate) ?? []);
        return values.length === 0 ? [] : [[name, decilesOf(values)]];
      }),
    ),
    groups: Object.fromEntries([...groups].map(([group, own]) => [group, own.length])),
  };
}

const NUMBERS = {
  'lifetime.value': ({ valueMinor }) => valueMinor,
  'lifetime.returns': ({ returns }) => returns,
  'lifetime.alive': ({ alive }) => alive,
  'lifetime.purchases_90_days': ({ purchases90Days }) => purchases90Days,
  'lifetime.purchases_12_months': ({ purchases365Days }) => purchases365Days,
} satisfies Partial<Record<FactName, (estimate: LifetimeEstimate) => number | null>>;

function countOf(customers: readonly PurchaseSummary[]) {
  return {
    customers: customers.length,
    boughtAgain: customers.filter(({ repeats }) => repeats > 0).length,
  };
}

function decilesOf(values: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(values).sort();
  return Array.from({ length: 9 }, (_, at) => sorted[Math.ceil(((at + 1) * sorted.length) / 10) - 1] ?? 0);
}
