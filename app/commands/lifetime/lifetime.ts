import { aliveProbability, expectedPurchases, fitBgNbd, type BgNbdFit } from '#app/domain/lifetime/bg-nbd.ts';
import { expectedValue, fitGammaGamma, type GammaGamma } from '#app/domain/lifetime/gamma-gamma.ts';
import { holdOut } from '#app/domain/lifetime/hold-out.ts';
import {
  summarisePurchases,
  type PurchaseAt,
  type PurchaseSummary,
} from '#app/domain/lifetime/purchase-summary.ts';
import { rfmGroup, scoreRfm, type RfmScores } from '#app/domain/lifetime/rfm.ts';
import { secondsOf } from '#app/domain/recommendations/history/shop-events.ts';
import type { ShopOrder } from '#app/domain/recommendations/recommender.ts';
import { InputProblem, sentenceOf } from '../input/input-problem.ts';
import type { Output } from '../output.ts';
import { readShop } from '../recommendations/read-shop.ts';
import { readTimeOption } from '../recommendations/read-time.ts';

export interface LifetimeOptions {
  readonly orders: string;
  readonly at?: string;
  readonly months: string;
  readonly summary?: boolean;
}

const MOST_MONTHS = 60;
const DAYS_OF_MONTH = 365.25 / 12;
const DAY = 86_400;
/** The part of the time that the model is fitted on before it is held against the rest. */
const FIRST_PART = 2 / 3;

interface Known {
  readonly customer: string;
  readonly purchases: readonly PurchaseAt[];
  readonly summary: PurchaseSummary;
}

/**
 * `attune lifetime`: one JSON line a customer, by id, or with `summary` one object about all of them. Gives the exit status: 1 when
 * anything could not be used, or there is too little to say anything.
 */
export async function runLifetime(options: LifetimeOptions, output: Output): Promise<0 | 1> {
  try {
    const months = readMonths(options.months);
    const { orders, badLines } = await readShop({ orders: options.orders }, output);
    const newest = orders.length === 0 ? 0 : secondsOf(orders[orders.length - 1]?.time ?? '');
    const now = options.at === undefined ? newest : readTimeOption(options.at, '--at');
    const customers = readCustomers(orders, now);
    const buying = fitBgNbd(customers.map(({ summary }) => summary));
    if (!buying.ok) throw new InputProblem(buying.failure);
    const spending = fitGammaGamma(customers.map(({ summary }) => summary));
    if (!spending.ok) output.problem(`No values: ${spending.failure}`);
    const value = spending.ok ? spending.value : null;
    const lines = options.summary
      ? [JSON.stringify(summaryOf(customers, now, buying.value, value), null, 2)]
      : linesOf(customers, buying.value, value, months);
    for (const line of lines) await output.line(line);
    return badLines === 0 && spending.ok ? 0 : 1;
  } catch (error) {
    output.problem(sentenceOf(error));
    return 1;
  }
}

function readMonths(text: string): number {
  const months = Number(text);
  if (Number.isInteger(months) && months >= 1 && months <= MOST_MONTHS) return months;
  throw new InputProblem(`Expected --months as a whole number from 1 to ${MOST_MONTHS}, found "${text}".`);
}

/** What was bought up to `now`: later purchases have not happened yet. */
function readCustomers(orders: readonly ShopOrder[], now: number): readonly Known[] {
  const byCustomer = Map.groupBy(
    orders.filter(({ customer }) => customer),
    ({ customer }) => customer ?? '',
  );
  const known = [...byCustomer].flatMap(([customer, own]): readonly Known[] => {
    const purchases = own
      .map((order) => ({ time: secondsOf(order.time), value: valueOf(order) }))
      .filter(({ time }) => time <= now);
    const summary = summarisePurchases(purchases, now);
    return summary ? [{ customer, purchases, summary }] : [];
  });
  return known.sort((a, b) => (a.customer < b.customer ? -1 : 1));
}

function valueOf({ items }: ShopOrder): number {
  return items.reduce(
    (sum, line) => sum + (typeof line === 'string' ? 0 : Math.max(0, (line.qty ?? 1) * (line.price ?? 0))),
    0,
  );
}

function* linesOf(
  customers: readonly Known[],
  buying: BgNbdFit,
  spending: GammaGamma | null,
  months: number,
): Generator<string> {
  const span = months * DAYS_OF_MONTH;
  const scores = scoreRfm(customers.map(rfmFactsOf));
  for (const [at, { customer, summary }] of customers.entries()) {
    const purchases = expectedPurchases(buying, summary, span);
    const mean = spending && expectedValue(spending, summary);
    const rfm: RfmScores = scores[at] ?? { recency: 1, frequency: 1, monetary: 1 };
    yield JSON.stringify({
      customer,
      repeats: summary.repeats,
      daysSinceFirst: summary.age,
      daysSinceLast: summary.age - summary.lastAt,
      aliveProbability: rounded(aliveProbability(buying, summary)),
      expectedPurchases: rounded(purchases),
      meanValue: mean && rounded(mean),
      expectedValue: mean && rounded(mean * purchases),
      ...rfm,
      group: rfmGroup(rfm),
    });
  }
}

function rfmFactsOf({ purchases, summary }: Known) {
  return {
    daysSince: summary.age - summary.lastAt,
    purchases: summary.repeats + 1,
    spent: purchases.reduce((sum, { value }) => sum + value, 0),
  };
}

function summaryOf(
  customers: readonly Known[],
  now: number,
  buying: BgNbdFit,
  spending: GammaGamma | null,
): object {
  const first = customers.reduce((least, { summary }) => Math.min(least, now - summary.age * DAY), now);
  const cut = first + FIRST_PART * (now - first);
  const held = holdOut(
    customers.map(({ purchases }) => purchases),
    cut,
    now,
  );
  return {
    customers: customers.length,
    boughtAgain: customers.filter(({ summary }) => summary.repeats > 0).length,
    buying,
    spending,
    heldOut: held.ok ? { ...held.value, cut: new Date(cut * 1000).toISOString() } : held.failure,
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
