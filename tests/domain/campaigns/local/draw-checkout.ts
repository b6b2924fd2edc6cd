import { drawWorld, type World } from '../guardrails/random-world.ts';
import { gid, legacyId } from '#app/domain/kernel/ids.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { aCatalog, aMessage, aSnapshot } from '../shop.ts';

/** A world in which the checkout asks: it has a token, and a shopper is a customer or a guest. */
export function drawCheckout(seed: number): World {
  const { shop, asked } = drawWorld(seed);
  const isVisitor = asked.shopperId?.startsWith('visitor:') === true;
  const shopperId = isVisitor ? null : asked.shopperId;
  const profile = shopperId === null ? null : asked.profile;
  const past = shopperId === null ? { pastItems: [], returned: new Set<never>() } : {};
  const unit = shopperId ?? 'checkout';
  const own = { shopperId, profile, unit, checkoutToken: 'checkout', placements: ['checkout.block'] };
  // A checkout can ask which variant.
  return { shop: withVariants(shop, seed), asked: { ...asked, ...past, ...own, canChoose: true } };
}

/** Of each product up to three variants more, some sold out, few or cheaper: half of the products are left as they are. */
export function withVariants(shop: World['shop'], seed: number): World['shop'] {
  const random = seededRandom(seed);
  const products = [...shop.catalog.products.values()].map((product) => {
    const more = Math.max(0, Math.floor(8 * random()) - 4);
    const [first] = product.variants;
    if (first === undefined) return product;
    const others = Array.from({ length: more }, (_, place) => ({
      ...first,
      id: gid('ProductVariant', `${legacyId(first.id)}${place}`),
      title: `Size ${place}`,
      price: { ...first.price, amountMinor: Math.max(1, Math.floor(first.price.amountMinor * 2 * random())) },
      available: random() < 0.8,
      stock: random() < 0.3 ? 3 : null,
      requiresShipping: random() < 0.9,
    }));
    return { ...product, variants: [...product.variants, ...others] };
  });
  const { markets } = shop.catalog;
  return { ...shop, catalog: { ...aCatalog(products), markets } };
}

const TIERS = [
  { name: 'Gold', spend: { amountMinor: 600, days: 60 } },
  { name: 'Silver', orders: { count: 2, days: null } },
];

/** Before the upsells of the world, by the placeholders that they hold. */
export function withMessages({ shop, asked }: World): World {
  const message = (id: string, body: string) =>
    aMessage(
      {
        title: 'For you',
        body,
        showsProgress: id === 'missing' || id === 'next',
        thresholds: [{ amountMinor: 900, currency: 'GBP' }],
      },
      { id },
    );
  const messages = [
    message('pair', 'Because you bought {{bought}}, consider {{consider}}.'),
    message('missing', '{{missing}} to free shipping.'),
    message('orders', 'Thank you for {{orders}} orders.'),
    message('tier', 'You are {{tier}}.'),
    message('next', '{{toNextTier}} to {{nextTier}}.'),
    message('plain', 'Welcome.'),
  ];
  const neighbours = aSnapshot().model.neighbours;
  const model = { ...shop.model, neighbours };
  // A checkout knows what its lines cost, and asks which variant.
  const lines = asked.lines.map((line) => ({
    ...line,
    cost: { amountMinor: 250, currency: asked.currency },
  }));
  return {
    shop: { ...shop, model, tiers: TIERS, campaigns: [...messages, ...shop.campaigns] },
    asked: { ...asked, lines, canChoose: true },
  };
}
