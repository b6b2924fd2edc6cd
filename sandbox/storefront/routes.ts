import path from 'node:path';
import { sendAsset } from '#sandbox/checkout/http/assets.ts';
import { BadRequest, readBody, send, sendHtml, sendJson } from '#sandbox/http/body.ts';
import type { Exchange, Router } from '#sandbox/http/router.ts';
import type { PagePixel, PagePixelOf } from '#sandbox/pixel/page-pixel.ts';
import { COLLECTIONS } from '#sandbox/shop/collections.ts';
import type { Checkout, Shop } from '#sandbox/shop/shop.ts';
import { html, Html } from './html.ts';
import { renderFrame, type StorefrontPage } from './page-frame.ts';
import { cartPage, collectionPage, homePage, productPage, searchPage, type PageRequest } from './pages.ts';
import { mountAjaxCart } from './ajax-cart.ts';
import { openPermalink } from './permalink.ts';
import { renderThemeBlock, THEME_EXTENSION } from './theme-block.ts';
import { cookie, COOKIES, customerCookie, readVisitor, type Visitor } from './visitor.ts';

export interface StorefrontSettings {
  /** Settles with the folder of the built scripts; the first call builds them. */
  readonly scriptsDir: () => Promise<string>;
  readonly pixelOf: PagePixelOf;
  /** Where the script of the app's theme block was built to. */
  readonly themeScriptDir: string;
}

/** The pages of the shop, and what their forms do. */
export function mountStorefront(router: Router, shop: Shop, settings: StorefrontSettings): void {
  mountPages(router, shop, settings);
  mountCart(router, shop);
  router.get('/cart/:lines', (exchange) => openPermalink(exchange, shop));
  mountAjaxCart(router, shop);
  router.post('/account', async ({ request, response }) => {
    const { customer = '' } = await readForm(request);
    redirect(response, backFrom(request), [customerCookie(customer)]);
  });
  router.get('/storefront-assets/:file', async (exchange) => {
    const isStyle = path.extname(exchange.params['file'] ?? '') === '.css';
    await sendAsset(exchange, isStyle ? import.meta.dirname : await settings.scriptsDir());
  });
  router.get('/theme-assets/:file', async (exchange) => {
    const isStyle = path.extname(exchange.params['file'] ?? '') === '.css';
    await sendAsset(exchange, isStyle ? path.join(THEME_EXTENSION, 'assets') : settings.themeScriptDir);
  });
}

function mountPages(router: Router, shop: Shop, settings: StorefrontSettings): void {
  const page = (route: string, render: (asked: PageRequest, exchange: Exchange) => StorefrontPage | null) =>
    router.get(route, (exchange) => {
      const { request, response, url } = exchange;
      const visitor = readVisitor(request, shop);
      const rendered = render({ shop, visitor, query: url.searchParams }, exchange);
      if (rendered === null) return send(response, 404, 'text/plain', 'No such page.');
      // Begins now, so that the script is there when the browser asks for it. A failed build is told to that request.
      settings.scriptsDir().catch(() => undefined);
      response.setHeader('Cache-Control', 'no-store');
      const occasion = { hostname: url.hostname, cart: visitor.cart, events: rendered.events ?? [] };
      sendHtml(response, renderFrame(shop, visitor, rendered, scripts(settings.pixelOf(occasion))));
    });
  page('/', homePage);
  page('/collections/:handle', (asked, { params }) => {
    const collection = COLLECTIONS.find(({ handle }) => handle === params['handle']);
    return collection ? collectionPage(asked, collection) : null;
  });
  page('/products/:handle', (asked, { params }) => {
    const product = shop.products.find(({ handle }) => handle === params['handle']);
    return product ? productPage(asked, product) : null;
  });
  page('/search', searchPage);
  page('/cart', (asked) => {
    const isDesignMode = asked.query.has('design');
    const isBusiness = asked.query.get('buyer') === 'business';
    const language = asked.query.get('language') ?? 'en';
    const theme = asked.query.get('theme');
    return cartPage({ ...asked, theme }, renderThemeBlock({ ...asked, language, isBusiness, isDesignMode }));
  });
}

/** The pixel stands in a JSON block with every "<" escaped, so that no text of it can end the block. */
function scripts(pixel: PagePixel | null): Html {
  const json = new Html(JSON.stringify(pixel).replaceAll('<', '\\u003c'));
  return html`<script type="application/json" id="web-pixel">
      ${json}
    </script>
    <script src="/storefront-assets/storefront.js"></script>`;
}

function mountCart(router: Router, shop: Shop): void {
  const change = (
    route: string,
    act: (form: Form, visitor: Visitor, exchange: Exchange) => void | Promise<void>,
  ) =>
    router.post(route, async (exchange) => {
      const form = await readForm(exchange.request);
      try {
        await act(form, readVisitor(exchange.request, shop), exchange);
      } catch (error) {
        // The shop refuses by an Error that says why.
        throw error instanceof BadRequest ? error : new BadRequest(String(error));
      }
    });
  change('/cart/add', ({ variantId, quantity = '1' }, visitor, exchange) => {
    const token = visitor.cart?.cartToken ?? null;
    const cart = shop.carts.add(token, Number(variantId), Number(quantity), visitor.countryCode);
    answerCart(exchange, cart.cartToken, cart.lines);
  });
  change('/cart/change', ({ lineId = '', quantity, remove }, { cart }, exchange) => {
    if (!cart) throw new BadRequest('Expected a cart, found none.');
    const changed = shop.carts.setQuantity(
      cart.cartToken,
      lineId,
      remove === undefined ? Number(quantity) : 0,
    );
    answerCart(exchange, changed.cartToken, changed.lines);
  });
  change('/cart/checkout', (_form, visitor, { response }) => {
    if (!visitor.cart) throw new BadRequest('Expected a cart, found none.');
    openCheckout(response, visitor, shop.carts.checkOut(visitor.cart.cartToken, buyerOf(visitor)));
  });
  change('/buy-now', ({ variantId, quantity = '1' }, visitor, { response }) => {
    const lines = [{ variantId: Number(variantId), quantity: Number(quantity) }];
    openCheckout(response, visitor, shop.checkouts.create({ ...buyerOf(visitor), lines }));
  });
}

const buyerOf = ({ customer, countryCode }: Visitor) => ({ customerId: customer?.id ?? null, countryCode });

/** The checkout page, which knows by itself what the visitor allowed in the shop; nothing, where they were not asked. */
function openCheckout(response: Exchange['response'], { consent }: Visitor, { token }: Checkout): void {
  redirect(response, `/checkouts/${token}${consent === null ? '?consent=none' : ''}`);
}

/** The script asks for JSON; a form without it gets the cart's page. */
function answerCart(
  { request, response }: Exchange,
  cartToken: string,
  lines: readonly { readonly quantity: number }[],
): void {
  const set = cookie(COOKIES.cart, cartToken);
  if (request.headers.accept !== 'application/json') return redirect(response, '/cart', [set]);
  response.setHeader('Set-Cookie', set);
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  sendJson(response, 200, { cartToken, units });
}

type Form = Readonly<Record<string, string | undefined>>;

async function readForm(request: Exchange['request']): Promise<Form> {
  return Object.fromEntries(new URLSearchParams((await readBody(request, 10_000)).toString('utf8')));
}

/** The page the form stands on, of this shop only. */
function backFrom(request: Exchange['request']): string {
  const referer = request.headers.referer ?? '';
  return URL.canParse(referer) ? new URL(referer).pathname + new URL(referer).search : '/';
}

function redirect(response: Exchange['response'], location: string, cookies: string[] = []): void {
  response.writeHead(303, { Location: location, ...(cookies.length > 0 && { 'Set-Cookie': cookies }) });
  response.end();
}
