/** Lifetime: what fitting a shop of 100,000 customers costs, made from a fixed seed as its models say that customers buy. */
import { expectedPurchases, fitBgNbd } from '#app/domain/lifetime/bg-nbd.ts';
import { fitGammaGamma } from '#app/domain/lifetime/gamma-gamma.ts';
import type { PurchaseSummary } from '#app/domain/lifetime/purchase-summary.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { createRandom } from './random.ts';
import type { Figure } from './report/figure.ts';

const CUSTOMERS = 100_000;
const DAYS = 728;
const YEAR = 365;
const SEED = 20_261_128;

export async function benchLifetime(say: (line: string) => void): Promise<readonly Figure[]> {
  say(`${CUSTOMERS} customers over ${DAYS} days`);
  const random = createRandom(SEED);
  const customers = Array.from({ length: CUSTOMERS }, () => aCustomer(random));
  const [buying, buyingSeconds] = cpuOf(() => fitBgNbd(customers));
  const [spending, spendingSeconds] = cpuOf(() => fitGammaGamma(customers));
  invariant(buying.ok && spending.ok, 'both models fit');
  const [, expectingSeconds] = cpuOf(() =>
    customers.forEach((customer) => expectedPurchases(buying.value, customer, YEAR)),
  );
  return [
    { name: 'CPU of both fits', value: buyingSeconds + spendingSeconds, unit: 's', target: { most: 2 } },
    { name: 'of it BG/NBD', value: buyingSeconds, unit: 's' },
    {
      name: 'expecting the purchases of a year',
      value: (expectingSeconds / CUSTOMERS) * 1e6,
      unit: 'µs a customer',
    },
  ];
}

function cpuOf<Value>(run: () => Value): readonly [Value, number] {
  const start = process.cpuUsage();
  const value = run();
  const { user, system } = process.cpuUsage(start);
  return [value, (user + system) / 1e6];
}

/** As the models have it: r 1 and alpha 56 days, a 1 and b 3 (after a purchase, one in four on average stops); p 1, q 3, gamma 40. */
function aCustomer(random: () => number): PurchaseSummary {
  const exponential = (): number => -Math.log(1 - random());
  const rate = exponential() / 56;
  const stops = 1 - random() ** (1 / 3);
  const usual = 40 / (exponential() + exponential() + exponential());
  const age = Math.floor(random() * DAYS);
  let [repeats, lastAt, spent] = [0, 0, 0];
  for (let at = exponential() / rate; at <= age; at += exponential() / rate) {
    if (Math.floor(at) > lastAt) [repeats, spent] = [repeats + 1, spent + usual * exponential()];
    lastAt = Math.floor(at);
    if (random() < stops) break;
  }
  return { repeats, lastAt, age, meanValue: repeats === 0 ? 0 : spent / repeats };
}
