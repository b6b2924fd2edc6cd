/** The Discount Function in QuickJS: what a run costs, an engine opened for each as Shopify does it, and the size of its bundle. */
import { bundleFunction } from '#extensions/build-function.ts';
import { runFunction } from '#sandbox/functions/run-function.ts';
import type { Figure } from './report/figure.ts';

const RUNS = 300;
const INCENTIVES = 25;

export async function benchDiscount(say: (line: string) => void): Promise<readonly Figure[]> {
  say(`${RUNS} runs with ${INCENTIVES} incentives, the last of which fits`);
  const bundle = await bundleFunction();
  return [
    { name: 'bundle', value: Buffer.byteLength(bundle), unit: 'bytes' },
    ...timesOf(bundle, 5),
    ...timesOf(bundle, 200),
  ];
}

function timesOf(bundle: string, lines: number): readonly Figure[] {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const from = performance.now();
    runFunction(bundle, 'cart-lines-discounts-generate-run', inputOf(lines));
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(share * (RUNS - 1))] ?? 0;
  return [
    { name: `${lines} lines, p50`, value: at(0.5), unit: 'ms' },
    { name: `${lines} lines, p99`, value: at(0.99), unit: 'ms' },
  ];
}

function inputOf(lines: number): object {
  const incentives = Array.from({ length: INCENTIVES }, (_, index) => ({
    id: `incentive-${index}`,
    name: 'For Gold',
    audience: [`segment-${index}`],
    excluded: [],
    value: { kind: 'percent', percent: '10' },
    appliesTo: { kind: 'products', productIds: [`gid://shopify/Product/${lines - 1}`] },
    minimumSubtotal: '20.00',
  }));
  return {
    cart: {
      buyerIdentity: {
        customer: { metafield: { jsonValue: [`segment-${INCENTIVES - 1}`] } },
        purchasingCompany: null,
      },
      cost: { subtotalAmount: { amount: '50.00', currencyCode: 'GBP' } },
      lines: Array.from({ length: lines }, (_, index) => ({
        id: `gid://shopify/CartLine/${index}`,
        merchandise: { __typename: 'ProductVariant', product: { id: `gid://shopify/Product/${index}` } },
      })),
    },
    discount: { metafield: { jsonValue: { version: 1, incentives } } },
    presentmentCurrencyRate: '1.0',
  };
}
