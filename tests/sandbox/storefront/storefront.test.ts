import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShopEvent } from '#sandbox/shop/shop.ts';
import { setStage, type Stage } from '../support.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ orderLimit: 50 }, false);
});
afterAll(() => stage.close());

const page = async (path: string, cookie = ''): Promise<string> => {
  const response = await fetch(`${stage.sandbox.url}${path}`, { headers: { Cookie: cookie } });
  expect(response.status).toBe(200);
  return response.text();
};

const post = (path: string, form: Record<string, string>, cookie = ''): Promise<Response> =>
  fetch(`${stage.sandbox.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie },
    body: new URLSearchParams(form),
  });

const cookieOf = (response: Response): string => response.headers.get('Set-Cookie')?.split(';')[0] ?? '';

function shopOf() {
  const { shop } = stage.sandbox.world();
  const [first, second] = shop.products.filter(({ inventory }) => inventory > 5);
  if (!first || !second) throw new Error('Expected two products in stock.');
  return { shop, first, second };
}

/** The topics told while `act` runs. */
async function told(act: () => Promise<unknown>): Promise<string[]> {
  const topics: string[] = [];
  const stop = shopOf().shop.subscribe((event: ShopEvent) => topics.push(event.topic));
  await act();
  stop();
  return topics;
}

describe('the storefront', () => {
  it('shows the shop by collection, by product and by search, with text escaped', async () => {
    const { first } = shopOf();
    expect(await page('/')).toContain('Often bought');
    expect(await page('/collections/christmas')).toContain('<h1>Christmas</h1>');
    expect(await page(`/products/${first.handle}`)).toContain(`/cdn/products/${first.id}.svg`);
    expect(await page('/search?q=%3Cscript%3E')).toContain('&#60;script&#62;');
    expect((await fetch(`${stage.sandbox.url}/collections/none`)).status).toBe(404);
  });

  it('tells of a cart when it is made, when it is changed, and of its one checkout', async () => {
    const { shop, first, second } = shopOf();
    let cookie = '';
    const add = async (variantId: number) => {
      const response = await post('/cart/add', { variantId: String(variantId), quantity: '2' }, cookie);
      cookie = cookieOf(response);
    };
    expect(await told(() => add(first.variantId))).toEqual(['carts/create']);
    expect(await told(() => add(second.variantId))).toEqual(['carts/update']);
    expect(await page('/cart', cookie)).toContain(`Quantity of ${second.title.replaceAll("'", '&#39;')}`);
    const toCheckout = async () => (await post('/cart/checkout', {}, cookie)).headers.get('Location') ?? '';
    const opened = await toCheckout();
    const checkout = shop.checkouts.get(/checkouts\/(\w+)/.exec(opened)?.[1] ?? '');
    expect(cookie).toBe(`sandbox_cart=${checkout?.cartToken}`);
    expect(checkout?.lines).toMatchObject([{ quantity: 2 }, { variantId: second.variantId, quantity: 2 }]);
    await add(first.variantId);
    expect(await toCheckout()).toBe(opened);
    expect(shop.checkouts.get(checkout?.token ?? '')?.lines[0]?.quantity).toBe(4);
  });

  it('buys at once with a checkout and a cart of its own, as the signed-in customer', async () => {
    const { shop, first } = shopOf();
    const [customer] = shop.customers;
    const cookie = cookieOf(await post('/account', { customer: String(customer?.id) }));
    const form = { variantId: String(first.variantId) };
    let location = '';
    const topics = await told(async () => {
      location = (await post('/buy-now', form, cookie)).headers.get('Location') ?? '';
    });
    expect(topics).toEqual(['carts/create', 'checkouts/create']);
    expect(location).toMatch(/\?consent=none$/);
    const token = /checkouts\/(\w+)/.exec(location)?.[1] ?? '';
    expect(shop.checkouts.get(token)).toMatchObject({ customerId: customer?.id, lines: [{ quantity: 1 }] });
  });

  it('forgets a cart whose checkout became an order', async () => {
    const { shop, first } = shopOf();
    const cookie = cookieOf(await post('/cart/add', { variantId: String(first.variantId) }));
    const location = (await post('/cart/checkout', {}, cookie)).headers.get('Location') ?? '';
    shop.placeOrder(/checkouts\/(\w+)/.exec(location)?.[1] ?? '', { paymentType: 'visa' });
    expect(await page('/cart', cookie)).toContain('Your cart is empty');
  });
});
