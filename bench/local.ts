/**
 * How often the first offer that a checkout decides by itself is the server's, by number of lines, for guests and for customers: the carts
 * of the demo's last 30 days, each cut to its first lines, with payloads compiled and read as the app does it.
 */
import { decide } from '#app/domain/campaigns/decide.ts';
import type { DecisionQuestion } from '#app/domain/campaigns/decision.ts';
import { compileCustomer } from '#app/domain/campaigns/local/compile-customer.ts';
import { compileProduct } from '#app/domain/campaigns/local/compile-product.ts';
import { compileRanker } from '#app/domain/campaigns/local/compile-ranker.ts';
import { compileShop } from '#app/domain/campaigns/local/compile-shop.ts';
import { decideLocal } from '#app/domain/campaigns/local/decide-local.ts';
import { bytesOf } from '#app/domain/campaigns/local/payload-bytes.ts';
import { LOCAL_PLACEMENT, type Payloads, type ProductPayload } from '#app/domain/campaigns/local/payload.ts';
import { NO_CONSENT, OUTSIDE_CHECKOUT } from '#app/domain/campaigns/outside-checkout.ts';
import { readSituation } from '#app/domain/campaigns/situation.ts';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { inSizes, readDemoShop, type DemoCart, type DemoShop } from './local/demo-shop.ts';
import type { Figure } from './report/figure.ts';

const LINES = [1, 2, 3, 5, 8, 15];
const MOST_CARTS = 500;
/** Of the shop in sizes. */
const LINES_IN_SIZES = [1, 3, 8];

/** About five minutes, most of it to train the model and to compile payloads. */
export async function benchLocal(say: (line: string) => void): Promise<readonly Figure[]> {
  const demo = readDemoShop();
  say(`${demo.carts.length} carts of 30 days, at most ${MOST_CARTS} of each size`);
  const figures = measureShop(demo, LINES);
  say('the same shop, every product in six sizes');
  const inSizesToo = measureShop(inSizes(demo), LINES_IN_SIZES);
  return [...figures, ...inSizesToo.map((figure) => ({ ...figure, name: `in six sizes: ${figure.name}` }))];
}

function measureShop(demo: DemoShop, linesOf: readonly number[]): readonly Figure[] {
  const shop = compileShop(demo.snapshot, demo.now);
  if (shop === null) throw new Error('Expected a payload of the shop, found none.');
  const ranker = compileRanker(demo.snapshot, demo.now);
  const payloads = createProductPayloads(demo);
  const figures = linesOf.flatMap((lines) =>
    ['guest', 'customer'].flatMap((who) =>
      measure(demo, { shop, ranker }, payloads, lines, who === 'customer'),
    ),
  );
  const sizes = payloads.sizes().toSorted((a, b) => a - b);
  return [
    ...figures,
    { name: 'payload of the ranking', value: ranker ? bytesOf(ranker) : 0, unit: 'bytes' },
    { name: 'payload of a product, median', value: sizes[sizes.length >> 1] ?? NaN, unit: 'bytes' },
    { name: 'payload of a product, largest', value: sizes.at(-1) ?? NaN, unit: 'bytes' },
  ];
}

type OfShop = Pick<Payloads, 'shop' | 'ranker'>;
type ProductPayloads = ReturnType<typeof createProductPayloads>;

function createProductPayloads({ snapshot, now }: DemoShop) {
  const known = new Map<ProductId, ProductPayload | null>();
  return {
    of(productId: ProductId): ProductPayload | null {
      const compiled = known.has(productId)
        ? (known.get(productId) ?? null)
        : compileProduct(snapshot, productId, now);
      known.set(productId, compiled);
      return compiled;
    },
    sizes: () => [...known.values()].flatMap((payload) => (payload ? bytesOf(payload) : [])),
  };
}

function measure(
  demo: DemoShop,
  { shop, ranker }: OfShop,
  payloads: ProductPayloads,
  lines: number,
  isCustomer: boolean,
): readonly Figure[] {
  const carts = demo.carts
    .filter(({ productIds, purchases }) => productIds.length > lines && (!isCustomer || purchases.length > 0))
    .slice(0, MOST_CARTS);
  let [shown, same, amongFirst] = [0, 0, 0];
  for (const cart of carts) {
    const { local, server } = firstOffers(demo, { shop, ranker }, payloads, cart, lines, isCustomer);
    if (local === undefined) continue;
    shown += 1;
    if (local === server[0]) same += 1;
    if (server.includes(local)) amongFirst += 1;
  }
  const named = (what: string): string => `${isCustomer ? 'customer' : 'guest'}, ${lines} lines, ${what}`;
  return [
    { name: named('an offer is shown'), value: (100 * shown) / carts.length, unit: '%' },
    { name: named("it is the server's first"), value: (100 * same) / shown, unit: '%' },
    { name: named("it is one of the server's three"), value: (100 * amongFirst) / shown, unit: '%' },
  ];
}

function firstOffers(
  { snapshot, now }: DemoShop,
  { shop, ranker }: OfShop,
  payloads: ProductPayloads,
  cart: DemoCart,
  lines: number,
  isCustomer: boolean,
): { readonly local: ProductId | undefined; readonly server: readonly ProductId[] } {
  const question = questionOf(snapshot, now, cart, lines, isCustomer);
  const { profile, shopperId: customerId } = question;
  const customer =
    profile === null || cart.customerId === null
      ? null
      : compileCustomer(
          snapshot,
          shop,
          { customerId: cart.customerId, profile, pastItems: [], returned: new Set() },
          now,
        );
  const products = new Map(
    question.lines.flatMap(({ productId }) => {
      const payload = productId && payloads.of(productId);
      return productId && payload ? [[productId, payload] as const] : [];
    }),
  );
  const isRead = products.size === question.lines.length && (customerId === null || customer !== null);
  const { cartSubtotalMinor } = readSituation(snapshot, question);
  const local = isRead
    ? decideLocal(
        { shop, ranker, products, customer, syncedSegments: [] },
        { ...question, cartSubtotalMinor },
      )
    : [];
  const offersOf = (items: readonly { readonly kind: string }[] | undefined): readonly ProductId[] =>
    (items ?? []).flatMap((item) => ('productId' in item ? [item.productId as ProductId] : []));
  return {
    local: offersOf(local)[0],
    server: offersOf(decide(snapshot, question).placements[LOCAL_PLACEMENT]),
  };
}

function questionOf(
  { catalog, currency }: DemoShop['snapshot'],
  now: number,
  { customerId, purchases, productIds }: DemoCart,
  lines: number,
  isCustomer: boolean,
): DecisionQuestion {
  const shopperId = isCustomer ? customerId : null;
  return {
    ...OUTSIDE_CHECKOUT,
    now,
    placements: [LOCAL_PLACEMENT],
    checkoutToken: 'checkout',
    unit: shopperId ?? 'checkout',
    shopperId,
    profile: shopperId && { ...emptyProfile(shopperId), purchases },
    lines: productIds.slice(0, lines).map((productId) => ({
      variantId: catalog.products.get(productId)?.variants[0]?.id ?? ('' as never),
      productId,
      quantity: 1,
    })),
    country: 'GB',
    currency,
    consent: NO_CONSENT,
    canChoose: true,
  };
}
