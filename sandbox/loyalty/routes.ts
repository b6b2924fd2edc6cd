import { sendJson } from '#sandbox/http/body.ts';
import type { Router } from '#sandbox/http/router.ts';
import type { Customer, Shop } from '#sandbox/shop/shop.ts';
import { totalsOf } from '#sandbox/shop/totals.ts';

/** What the demo's connection sends as its secret. */
export const LOYALTY_TOKEN = 'Bearer demo-loyalty-service';

/** One in so many answers is about somebody else, so that it can be seen that such an answer is not used. */
const MIXED_UP = 40;

/** A loyalty service of the merchant's, as another system would offer it: points of one customer, by number. */
export function mountLoyalty(router: Router, shop: Shop): void {
  router.get('/loyalty/customers/:id', ({ request, response, params }) => {
    if (request.headers.authorization !== LOYALTY_TOKEN)
      return sendJson(response, 401, { error: 'Expected the token of this service.' });
    const customer = shop.customer(Number(params['id']));
    if (!customer) return sendJson(response, 404, { error: 'No such member.' });
    sendJson(response, 200, memberOf(customer));
  });
}

/** A point for each whole unit of money spent. */
function memberOf(customer: Customer): object {
  const points = customer.orders.reduce(
    (sum, order) => sum + Math.floor(totalsOf(order).totalMinor / 100),
    0,
  );
  const { countryCode, acceptsMarketing, id } = customer;
  const country = id % MIXED_UP === 0 ? (countryCode === 'FR' ? 'GB' : 'FR') : countryCode;
  return {
    member: { country, level: levelOf(points), newsletter: acceptsMarketing },
    balance: { points },
  };
}

function levelOf(points: number): string {
  if (points >= 2_000) return 'Collector';
  return points >= 500 ? 'Friend' : 'Guest';
}
