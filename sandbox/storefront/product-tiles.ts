import { productImageUrl } from '#sandbox/pictures/image-url.ts';
import type { Price, Product, Shop } from '#sandbox/shop/shop.ts';
import { html, type Html } from './html.ts';

const PAGE_SIZE = 24;

export const formatPrice = ({ amountMinor, currency }: Price): string =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(amountMinor / 100);

export function renderTiles(products: readonly Product[], shop: Shop, countryCode: string): Html {
  return html`<ul class="tiles">
    ${products.map(
      (product) =>
        html`<li>
          <a href="/products/${product.handle}">
            <img src="${productImageUrl('', product)}" alt="" width="240" height="240" loading="lazy" />
            <span class="name">${product.title}</span>
            <span class="price">
              ${product.inventory > 0 ? formatPrice(shop.priceFor(product, countryCode)) : 'Sold out'}
            </span>
          </a>
        </li>`,
    )}
  </ul>`;
}

/** One page of products with links to the one before and after it. `path` ends where the page's number goes. */
export function renderPages(
  products: readonly Product[],
  { shop, countryCode, page, path }: { shop: Shop; countryCode: string; page: number; path: string },
): Html {
  const shown = products.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const hasMore = page * PAGE_SIZE < products.length;
  return html`${renderTiles(shown, shop, countryCode)}
    <p class="pages">
      ${page > 1 ? html`<a rel="prev" href="${path}${page - 1}">Previous</a>` : null}
      ${hasMore ? html`<a rel="next" href="${path}${page + 1}">Next</a>` : null}
    </p>`;
}

export const readPage = (query: URLSearchParams): number =>
  Math.max(1, Math.trunc(Number(query.get('page') ?? 1)) || 1);
