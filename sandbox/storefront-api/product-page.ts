import { send, sendHtml } from '#sandbox/http/body.ts';
import type { Router } from '#sandbox/http/router.ts';
import { productImageUrl } from '#sandbox/pictures/image-url.ts';
import type { Product, Shop } from '#sandbox/shop/shop.ts';

/** Where the shop's page of a product is; `origin` is the sandbox's own. */
export function productPageUrl(origin: string, { handle }: Product): string {
  return `${origin}/products/${handle}`;
}

/** What is behind a product's `onlineStoreUrl`, so that a link to it leads somewhere: picture, title, home price. */
export function mountProductPages(router: Router, shop: Shop, originOf: () => string): void {
  router.get('/products/:handle', ({ params, response }) => {
    const product = shop.products.find(({ handle }) => handle === params['handle']);
    if (!product) return send(response, 404, 'text/plain', 'No such product.');
    sendHtml(response, renderProduct(product, shop, originOf()));
  });
}

function renderProduct(product: Product, shop: Shop, origin: string): string {
  const price = shop.priceFor(product, shop.identity.country);
  const money = new Intl.NumberFormat('en-GB', { style: 'currency', currency: price.currency });
  const title = escapeHtml(product.title);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} - ${escapeHtml(shop.identity.name)}</title><link rel="icon" href="data:,"><style>
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#22262d}
main{max-width:880px;margin:0 auto;padding:32px 20px;display:flex;flex-wrap:wrap;gap:32px}
img{width:320px;max-width:100%;border-radius:12px;align-self:flex-start}
h1{font-size:24px;line-height:1.3;margin:0 0 8px}p{margin:0 0 8px}div{flex:1;min-width:240px}small{color:#6b7481}
</style></head>
<body><main><img src="${productImageUrl(origin, product)}" alt=""><div><p>${escapeHtml(shop.identity.name)}</p>
<h1>${title}</h1><p>${money.format(price.amountMinor / 100)}</p><p>${product.inventory > 0 ? 'In stock' : 'Sold out'}</p>
<small>A page of the sandbox: there is nothing to buy here.</small></div></main></body></html>`;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
