import { listDemoCustomers } from '#sandbox/checkout/demo-choices.ts';
import { COLLECTIONS } from '#sandbox/shop/collections.ts';
import type { PixelEvent } from '#sandbox/pixel/page-pixel.ts';
import { gid } from '#sandbox/shop/gid.ts';
import type { Shop } from '#sandbox/shop/shop.ts';
import { html, type Html } from './html.ts';
import type { Visitor } from './visitor.ts';

/** One page of the storefront. */
export interface StorefrontPage {
  readonly title: string;
  readonly main: Html;
  /** What the app's web pixel hears of the page's being shown, besides that it was. */
  readonly events?: readonly PixelEvent[];
}

/** The page with the shop's header, who is signed in, and the cookie banner around it. `scripts` ends the body. */
export function renderFrame(shop: Shop, visitor: Visitor, page: StorefrontPage, scripts: Html): string {
  const { name } = shop.identity;
  const units = visitor.cart?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} - ${name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/storefront-assets/storefront.css" />
      </head>
      <body>
        <header class="head">
          <a class="brand" href="/">${name}</a>
          <form class="search" action="/search" role="search">
            <input type="search" name="q" aria-label="Search the shop" placeholder="Search" required />
            <button>Search</button>
          </form>
          <a class="cart-link" href="/cart">Cart <span id="cart-count">${units}</span></a>
          ${renderSignIn(shop, visitor)}
          <nav aria-label="Collections">
            ${COLLECTIONS.map(({ handle, title }) => html`<a href="/collections/${handle}">${title}</a>`)}
          </nav>
        </header>
        <main>${page.main}</main>
        <footer>
          <span>A shop of the sandbox. Nothing here can be bought.</span>
          <button type="button" id="change-consent" class="plain">Cookie preferences</button>
        </footer>
        ${renderConsent(visitor)} ${scripts}
      </body>
    </html>`.text;
}

function renderSignIn(shop: Shop, { customer }: Visitor): Html {
  const known = listDemoCustomers(shop);
  const own = customer === null ? '' : gid('Customer', customer.id);
  const isListed = customer === null || known.some(({ id }) => id === own);
  const choices = [
    { id: '', label: 'Guest' },
    ...known,
    ...(isListed ? [] : [{ id: own, label: `${customer.firstName} ${customer.lastName}` }]),
  ];
  return html`<form class="sign-in" action="/account" method="post" id="sign-in">
    <label for="customer">Signed in as</label>
    <select id="customer" name="customer">
      ${choices.map(
        ({ id, label }) => html`<option value="${id}" ${id === own ? 'selected' : null}>${label}</option>`,
      )}
    </select>
    <noscript><button>Change</button></noscript>
  </form>`;
}

const CHOICES = [
  ['preferences', 'Preferences', 'Remember what you chose'],
  ['analytics', 'Analytics', 'See how the shop is used'],
  ['marketing', 'Marketing', 'Suggest what may suit you'],
] as const;

function renderConsent({ consent }: Visitor): Html {
  const given = new Set((consent ?? '').split(','));
  return html`<form id="consent" class="consent" aria-label="Cookies" ${consent === null ? null : 'hidden'}>
    <p>May we keep a record of your visit?</p>
    <div>
      ${CHOICES.map(
        ([name, label, hint]) =>
          html`<label title="${hint}">
            <input type="checkbox" name="${name}" ${given.has(name) ? 'checked' : null} /> ${label}
          </label>`,
      )}
    </div>
    <div>
      <button type="submit" value="all">Allow all</button>
      <button type="submit" value="chosen" class="quiet">Save choice</button>
      <button type="submit" value="none" class="quiet">Refuse</button>
    </div>
  </form>`;
}
