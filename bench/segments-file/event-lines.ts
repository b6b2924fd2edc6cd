const DAY = 86_400;
/** As many events a shopper as a shop of visitors and some buyers has. */
const EVENTS_A_SHOPPER = 18;
const PRODUCTS = 5_000;

/** Lines of an events file, of 200 days up to `until`, in no order: four of five are views, three of a hundred orders. */
export function eventLines(random: () => number, size: number, until: number): readonly string[] {
  const below = (limit: number): number => Math.floor(random() * limit);
  const shoppers = Math.ceil(size / EVENTS_A_SHOPPER);
  const shopper = (): string => `c${below(shoppers)}`;
  const product = (): string => `p${below(PRODUCTS)}`;
  const money = (): string => (below(9_000) / 100).toFixed(2);
  let orders = 0;
  const order = (): object => {
    const total = money();
    const lines = [{ product: product(), quantity: 1, price: total }];
    return { type: 'order', id: `o${orders++}`, shopper: shopper(), total, lines };
  };
  const cart = (): object => {
    const line = { product: product(), quantity: 1 + below(3), price: money() };
    return { type: 'cart', shopper: shopper(), lines: below(5) === 0 ? [] : [line] };
  };
  const customer = (): object => ({
    type: 'customer',
    shopper: shopper(),
    attributes: { country: 'GB', loyalty_tier: below(2) === 0 ? 'Gold' : 'Silver', tags: ['vip'] },
  });
  /** Of a thousand. */
  const KINDS: readonly (readonly [upTo: number, make: () => object])[] = [
    [780, () => ({ type: 'view', shopper: shopper(), product: product() })],
    [800, () => ({ type: 'search', shopper: shopper(), query: `q${below(100)}` })],
    [930, cart],
    [940, () => ({ type: 'checkout', shopper: shopper() })],
    [975, order],
    [980, () => ({ type: 'order_cancelled', order: `o${below(orders + 1)}` })],
    [985, () => ({ type: 'refund', order: `o${below(orders + 1)}`, amount: '3.00' })],
    [995, customer],
    [998, () => ({ type: 'consent', shopper: shopper(), analytics: below(2) === 0 })],
    [1_000, () => ({ type: 'merge', from: shopper(), to: shopper() })],
  ];
  return Array.from({ length: size }, () => {
    const roll = below(1_000);
    const make = KINDS.find(([upTo]) => roll < upTo)?.[1] ?? customer;
    const at = new Date((until - below(200 * DAY)) * 1000).toISOString();
    return JSON.stringify({ ...make(), at });
  });
}
