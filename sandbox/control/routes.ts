/** The sandbox's own switches under /control: JSON in, JSON out. Not a part of Shopify. */
import { mintCheckoutToken } from '#sandbox/access/session-token.ts';
import { uninstallApp, visitApp } from '#sandbox/admin-frame/install.ts';
import { chooseDemoCart } from '#sandbox/checkout/demo-choices.ts';
import { BadRequest, readJson, sendJson } from '#sandbox/http/body.ts';
import type { Router } from '#sandbox/http/router.ts';
import { gid } from '#sandbox/shop/gid.ts';
import { minorOf } from '#sandbox/shop/money.ts';
import type { Checkout } from '#sandbox/shop/shop.ts';
import { isoOf } from '#sandbox/shop/time.ts';
import { leftCheckoutPayload } from '#sandbox/webhooks/payloads/left-checkout.ts';
import { scopesPayload } from '#sandbox/webhooks/payloads/shop.ts';
import type { World } from '#sandbox/world.ts';
import { readEmission } from './emit.ts';
import { listCustomers, orderSummary, productSummary } from './listings.ts';
import { readCount, readCustomer, readLines, readOrder, readProduct, readTexts } from './read-input.ts';
import { statusOf } from './status.ts';

type Body = Readonly<Record<string, unknown>>;

/** Ties a POST of /control to a function from its JSON body to the answer. */
const postOf =
  (router: Router) =>
  (path: string, answer: (body: Body, params: Readonly<Record<string, string>>) => unknown): void =>
    router.post(path, async ({ request, response, params }) =>
      sendJson(response, 200, (await answer(await readJson(request), params)) ?? { ok: true }),
    );

const limitOf = (url: URL, fallback: number): number =>
  Number(url.searchParams.get('limit') ?? fallback) || fallback;

function createCheckout({ shop }: World, body: Body): Checkout {
  const customerId = body['customerId'] ?? null;
  const countryCode = body['countryCode'];
  return shop.checkouts.create({
    customerId: customerId === null ? null : readCustomer(shop, customerId).id,
    lines: readLines(body) ?? chooseDemoCart(shop),
    ...(typeof countryCode === 'string' && { countryCode }),
  });
}

function mountReading(router: Router, world: World): void {
  const { shop, deliverer, settings } = world;
  router.get('/control/status', ({ response }) => sendJson(response, 200, statusOf(world)));
  router.get('/control/deliveries', ({ url, response }) => {
    const topic = url.searchParams.get('topic') ?? undefined;
    const state = url.searchParams.get('state') ?? undefined;
    sendJson(response, 200, { deliveries: deliverer.log.list({ topic, state, limit: limitOf(url, 100) }) });
  });
  router.get('/control/customers', ({ url, response }) => {
    const tier = url.searchParams.get('tier') ?? undefined;
    const country = url.searchParams.get('country') ?? undefined;
    const days = Number(url.searchParams.get('days') ?? 90) || 90;
    sendJson(response, 200, {
      customers: listCustomers(shop, { tier, country, days, limit: limitOf(url, 20) }, settings.now()),
    });
  });
  router.get('/control/products', ({ url, response }) => {
    const text = (url.searchParams.get('query') ?? '').toLowerCase();
    const found = shop.products.filter(
      ({ title, sku }) => title.toLowerCase().includes(text) || sku.toLowerCase() === text,
    );
    sendJson(response, 200, { products: found.slice(0, limitOf(url, 20)).map(productSummary) });
  });
  router.get('/control/orders/:id', ({ params, response }) =>
    sendJson(response, 200, orderSummary(readOrder(shop, params['id']))),
  );
}

function mountShop(router: Router, world: World): void {
  const { shop } = world;
  const post = postOf(router);
  post('/control/checkouts', (body) => {
    const { token } = createCheckout(world, body);
    return { token, url: `${world.origin()}/checkouts/${token}` };
  });
  post('/control/left-checkouts', (body) => leaveCheckout(world, body));
  post('/control/session-token', (body) => {
    const customerId = body['customerId'] ?? null;
    const id = customerId === null ? null : readCustomer(shop, customerId).id;
    return { token: mintCheckoutToken(shop.identity, world.settings, id) };
  });
  post('/control/orders', (body) => {
    const { token } = createCheckout(world, body);
    return orderSummary(shop.placeOrder(token, { paymentType: String(body['paymentType'] ?? 'visa') }));
  });
  post('/control/orders/:id/refund', (body, { id }) => {
    const { quantities } = body;
    const given = typeof quantities === 'object' && quantities !== null ? Object.entries(quantities) : null;
    const wanted = given
      ? new Map(given.map(([line, quantity]) => [Number(line), Number(quantity)]))
      : undefined;
    const order = readOrder(shop, id);
    shop.refundOrder(order, wanted, typeof body['note'] === 'string' ? body['note'] : undefined);
    return orderSummary(order);
  });
  post('/control/orders/:id/cancel', (body, { id }) => {
    const order = readOrder(shop, id);
    shop.cancelOrder(order, String(body['reason'] ?? 'customer'));
    return orderSummary(order);
  });
  post('/control/products/:id', (body, { id }) => {
    const product = readProduct(shop, id);
    if (body['price'] !== undefined) shop.setPrice(product, minorOf(String(body['price'])));
    if (body['inventory'] !== undefined) shop.setInventory(product, readCount(body, 'inventory', 0));
    return productSummary(product);
  });
  post('/control/customers/:id/tags', (body, { id }) => {
    const customer = readCustomer(shop, id);
    shop.addTags(customer, readTexts(body, 'add'));
    shop.removeTags(customer, readTexts(body, 'remove'));
    return { tags: customer.tags };
  });
}

/** A checkout that a subscriber began some hours ago and left: told as a webhook, so that nobody has to wait for it. */
function leaveCheckout({ shop, settings, deliverer }: World, body: Body): unknown {
  const subscriber = shop.customers.find(({ acceptsMarketing }) => acceptsMarketing);
  const given = body['customerId'];
  const customer = given === undefined ? subscriber : readCustomer(shop, given);
  if (!customer) throw new BadRequest('Nobody in this shop agreed to marketing e-mail.');
  const leftAt = settings.now() - readCount(body, 'hoursAgo', 25) * 3_600;
  const payload = leftCheckoutPayload(shop, customer, readLines(body) ?? chooseDemoCart(shop), leftAt);
  deliverer.send({ topic: 'checkouts/create', payload });
  return { customer: gid('Customer', customer.id), token: payload.token, leftAt: isoOf(leftAt) };
}

function changeScopes({ shop, settings, installation, deliverer }: World, body: Body): unknown {
  const previous = installation.read().scopes;
  const removed = readTexts(body, 'remove');
  const current = [...new Set([...previous, ...readTexts(body, 'add')])]
    .filter((scope) => !removed.includes(scope))
    .sort();
  const { installedAt } = installation.change({ scopes: current });
  if (installedAt !== null) {
    deliverer.send({
      topic: 'app/scopes_update',
      payload: scopesPayload(shop.identity, previous, current, settings.now()),
    });
  }
  return { scopes: current };
}

/** Mounts /control/*. `reset` makes a new world from the data. */
export function mountControl(router: Router, world: World, reset: () => Promise<void>): void {
  const { shop, settings, installation, deliverer, replay, throttle } = world;
  const post = postOf(router);
  mountReading(router, world);
  mountShop(router, world);
  post('/control/install', async () => {
    await visitApp(shop, settings, installation);
    return { installed: true, scopes: installation.read().scopes };
  });
  post('/control/uninstall', () => uninstallApp(world));
  post('/control/replay', (body) => {
    const days = body['days'] === undefined ? undefined : readCount(body, 'days', 0);
    replay.start({ days, withCarts: body['withCarts'] === true });
    return replay.status();
  });
  post('/control/emit', (body) => {
    const { webhookId, eventId } = deliverer.send(readEmission(body, shop, settings, world.origin()));
    return { webhookId, eventId };
  });
  post('/control/scopes', (body) => changeScopes(world, body));
  post('/control/throttle', (body) => throttle.refuseNext(readCount(body, 'count', 1)));
  post('/control/reset', () => reset());
}
