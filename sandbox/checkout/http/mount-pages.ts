import path from 'node:path';
import * as z from 'zod';
import { BadRequest, readJson, sendHtml, sendJson } from '#sandbox/http/body.ts';
import type { Exchange, Router } from '#sandbox/http/router.ts';
import type { PagePixelOf } from '#sandbox/pixel/page-pixel.ts';
import { checkoutChange } from '../checkout-change.ts';
import type { CheckoutOutcome, CheckoutShop, CheckoutView } from '../checkout-shop.ts';
import type { CheckoutPageName } from '../host/page-data.ts';
import { readSwitches } from '../host/switches.ts';
import { sendAsset } from './assets.ts';
import { readCheckoutRequest } from './checkout-request.ts';
import { pageData, readDefinitions, renderPage } from './pages.ts';

export interface PageSettings {
  /** Where extensions/build.ts has put `legacy/` and `modern/`. */
  readonly extensionsDir: string;
  /** Port of the origin that serves the bundles, on the host name the page is asked under. */
  readonly assetPort: () => number;
  /** Version of the Storefront API that `query()` asks. */
  readonly apiVersion: string;
  /** Settles with the folder of the built page scripts; the first call builds them. */
  readonly pagesDir: () => Promise<string>;
  /** The app's web pixel; none without it. */
  readonly pixelOf?: PagePixelOf;
}

/** Routes of the checkout and thank-you pages, over whatever shop stands behind. */
export function mountPages(router: Router, shop: CheckoutShop, settings: PageSettings): void {
  router.get('/checkouts/new', ({ response, url }) =>
    createAndRedirect({ response, query: url.searchParams }, shop),
  );
  router.get('/checkouts/:token', (exchange) => showPage(exchange, shop, settings, 'checkout'));
  router.get('/checkouts/:token/thank-you', (exchange) => showPage(exchange, shop, settings, 'thank-you'));
  router.get('/orders/:token', (exchange) => showPage(exchange, shop, settings, 'order-status'));
  router.get('/checkout-assets/:file', async (exchange) => sendAsset(exchange, await settings.pagesDir()));
  router.post('/checkouts/:token/changes', (exchange) => changeCheckout(exchange, shop));
  router.post('/checkouts/:token/order', (exchange) => placeOrder(exchange, shop));
  router.post('/checkouts/:token/session-token', (exchange) => mintToken(exchange, shop));
}

function createAndRedirect(
  { response, query }: { response: Exchange['response']; query: URLSearchParams },
  shop: CheckoutShop,
): void {
  const { request, rest } = readCheckoutRequest(query);
  const outcome = shop.createCheckout(request);
  if (outcome.type === 'error') throw new BadRequest(outcome.message);
  redirect(response, `/checkouts/${outcome.checkout.token}${rest}`);
}

async function showPage(
  exchange: Exchange,
  shop: CheckoutShop,
  settings: PageSettings,
  page: CheckoutPageName,
): Promise<void> {
  const { response, url } = exchange;
  const found = getCheckout(exchange, shop);
  const customer = url.searchParams.get('customer');
  if (customer !== null) return signIn(exchange, shop, found, customer);
  const right = found.order === null ? 'checkout' : page === 'checkout' ? 'thank-you' : page;
  if (page !== right) return redirect(response, `${pathOf(found, right)}${url.search}`);
  // Begins now, so that the scripts are there when the browser asks for them. A failed build is told to that request.
  settings.pagesDir().catch(() => undefined);
  const { stack } = readSwitches(url.searchParams);
  const extensions = await readDefinitions(settings.extensionsDir, stack);
  const bundleBase = `http://${url.hostname}:${settings.assetPort()}/${stack}`;
  response.setHeader('Cache-Control', 'no-store');
  sendHtml(
    response,
    renderPage(
      pageData(shop, extensions, {
        page,
        stack,
        checkout: found,
        bundleBase,
        apiVersion: settings.apiVersion,
        pixel: pixelOf(settings, found, url.hostname),
      }),
    ),
  );
}

/** A checkout page tells that the checkout was started, a thank-you page that it was completed. */
function pixelOf(settings: PageSettings, checkout: CheckoutView, hostname: string) {
  const { token, currencyCode, email, order } = checkout;
  const name = order === null ? 'checkout_started' : 'checkout_completed';
  const data = { checkout: { token, currencyCode, email, order: order && { id: order.id } } };
  return settings.pixelOf?.({ hostname, cart: null, events: [{ name, data }] }) ?? null;
}

/** `?customer=<number>` on an existing checkout signs the buyer in, `?customer=` out; then the plain page follows. */
function signIn(
  { response, url }: Exchange,
  shop: CheckoutShop,
  checkout: CheckoutView,
  customer: string,
): void {
  const rest = new URLSearchParams(url.searchParams);
  rest.delete('customer');
  const search = rest.size > 0 ? `?${rest.toString()}` : '';
  if (checkout.order === null) {
    const outcome = shop.changeCheckout(checkout.token, {
      type: 'setCustomer',
      customerId: customer === '' ? null : customer,
    });
    if (outcome.type === 'error') throw new BadRequest(outcome.message);
  }
  redirect(response, `${url.pathname}${search}`);
}

async function changeCheckout(exchange: Exchange, shop: CheckoutShop): Promise<void> {
  const { token } = getCheckout(exchange, shop);
  const parsed = checkoutChange.safeParse(await readJson(exchange.request));
  if (!parsed.success)
    throw new BadRequest(`Expected a change of the checkout: ${z.prettifyError(parsed.error)}`);
  sendOutcome(exchange, shop.changeCheckout(token, parsed.data));
}

async function placeOrder(exchange: Exchange, shop: CheckoutShop): Promise<void> {
  const { token } = getCheckout(exchange, shop);
  const body = await readJson(exchange.request);
  const handle = typeof body['paymentHandle'] === 'string' ? body['paymentHandle'] : '';
  sendOutcome(exchange, shop.placeOrder(token, { handle }));
}

async function mintToken(exchange: Exchange, shop: CheckoutShop): Promise<void> {
  const { customer } = getCheckout(exchange, shop);
  const body = await readJson(exchange.request);
  const knowsBuyer = body['withCustomer'] === true;
  sendJson(exchange.response, 200, {
    token: shop.mintSessionToken(knowsBuyer ? (customer?.id ?? null) : null),
  });
}

/** A refusal is a good answer: the page and the extension read its message. */
function sendOutcome({ response }: Exchange, outcome: CheckoutOutcome): void {
  sendJson(response, 200, outcome);
}

function getCheckout({ params }: Exchange, shop: CheckoutShop): CheckoutView {
  const checkout = shop.findCheckout(params['token'] ?? '');
  if (checkout === null) throw new BadRequest('No such checkout. Make one at /checkouts/new.', 404);
  return checkout;
}

function pathOf({ token }: CheckoutView, page: CheckoutPageName): string {
  if (page === 'order-status') return `/orders/${token}`;
  return page === 'checkout' ? `/checkouts/${token}` : `/checkouts/${token}/thank-you`;
}

function redirect(response: Exchange['response'], location: string): void {
  response.writeHead(302, { Location: location });
  response.end();
}

/** Where buildCheckoutPages writes by default. */
export const DEFAULT_PAGES_DIR = path.resolve(import.meta.dirname, '../../../build/sandbox');
