import { productImageUrl } from '#sandbox/pictures/image-url.ts';
import { cartOf, productVariantOf } from '#sandbox/pixel/page-pixel.ts';
import { COLLECTIONS, collectionsOf, type Collection } from '#sandbox/shop/collections.ts';
import { popularProducts } from '#sandbox/shop/popular-products.ts';
import type { PricedLine, Product, Shop } from '#sandbox/shop/shop.ts';
import { html, type Html } from './html.ts';
import type { StorefrontPage } from './page-frame.ts';
import { formatPrice, readPage, renderPages, renderTiles } from './product-tiles.ts';
import type { Visitor } from './visitor.ts';

/** What a page is made of: the shop, who looks, and the query of its address. */
export interface PageRequest {
  readonly shop: Shop;
  readonly visitor: Visitor;
  readonly query: URLSearchParams;
}

const inStock = (products: readonly Product[]): readonly Product[] =>
  products.filter(({ inventory }) => inventory > 0);

export function homePage({ shop, visitor }: PageRequest): StorefrontPage {
  const popular = inStock(popularProducts(shop));
  const first = (collection: Collection) => popular.filter((product) => collection.has(product)).slice(0, 6);
  const main = html`<h1>Gifts for every occasion</h1>
    <section>
      <h2>Often bought</h2>
      ${renderTiles(popular.slice(0, 6), shop, visitor.countryCode)}
    </section>
    ${COLLECTIONS.slice(0, 4).map(
      (collection) =>
        html`<section>
          <h2><a href="/collections/${collection.handle}">${collection.title}</a></h2>
          ${renderTiles(first(collection), shop, visitor.countryCode)}
        </section>`,
    )}`;
  return { title: 'Home', main };
}

export function collectionPage(
  { shop, visitor, query }: PageRequest,
  collection: Collection,
): StorefrontPage & { readonly products: readonly Product[] } {
  const products = popularProducts(shop).filter((product) => collection.has(product));
  const path = `/collections/${collection.handle}?page=`;
  const pages = { shop, countryCode: visitor.countryCode, page: readPage(query), path };
  return {
    title: collection.title,
    products,
    events: [
      {
        name: 'collection_viewed',
        data: { collection: { id: String(collection.id), title: collection.title } },
      },
    ],
    main: html`<h1>${collection.title}</h1>
      <p class="soft">${products.length} products</p>
      ${renderPages(products, pages)}`,
  };
}

export function searchPage({ shop, visitor, query }: PageRequest): StorefrontPage & {
  readonly products: readonly Product[];
} {
  const asked = (query.get('q') ?? '').trim();
  const words = asked.toLowerCase().split(/\s+/);
  const holds = ({ title }: Product) => words.every((word) => title.toLowerCase().includes(word));
  const products = asked === '' ? [] : popularProducts(shop).filter(holds);
  const path = `/search?q=${encodeURIComponent(asked)}&page=`;
  const pages = { shop, countryCode: visitor.countryCode, page: readPage(query), path };
  return {
    title: 'Search',
    products,
    events: asked === '' ? [] : [{ name: 'search_submitted', data: { searchResult: { query: asked } } }],
    main: html`<h1>${products.length} ${products.length === 1 ? 'product' : 'products'} for “${asked}”</h1>
      ${renderPages(products, pages)}`,
  };
}

export function productPage({ shop, visitor }: PageRequest, product: Product): StorefrontPage {
  const price = formatPrice(shop.priceFor(product, visitor.countryCode));
  const alike = inStock(popularProducts(shop)).filter(
    (other) => other !== product && other.productType === product.productType,
  );
  const main = html`<article class="product">
      <img src="${productImageUrl('', product)}" alt="" width="420" height="420" />
      <div>
        <h1>${product.title}</h1>
        <p class="price">${price}</p>
        <p class="soft">${product.inventory > 0 ? 'In stock' : 'Sold out'}</p>
        ${product.inventory > 0 ? buyForm(product) : null}
        <p class="soft" id="added" role="status"></p>
        <p class="soft">
          ${collectionsOf(product).map(
            ({ handle, title }) => html`<a href="/collections/${handle}">${title}</a> `,
          )}
        </p>
      </div>
    </article>
    <section>
      <h2>Alike</h2>
      ${renderTiles(alike.slice(0, 6), shop, visitor.countryCode)}
    </section>`;
  const events = [{ name: 'product_viewed', data: { productVariant: productVariantOf(product) } }];
  return { title: product.title, main, events };
}

function buyForm({ variantId }: Product): Html {
  return html`<form class="buy" action="/cart/add" method="post" data-cart="add">
    <input type="hidden" name="variantId" value="${variantId}" />
    <label>Quantity <input type="number" name="quantity" value="1" min="1" max="99" /></label>
    <button>Add to cart</button>
    <button class="quiet" formaction="/buy-now">Buy now</button>
  </form>`;
}

/** `theme`: how the page shows another quantity; see browser/ajax-cart.ts. By default it is loaded again. */
export function cartPage(
  { shop, visitor, theme = null }: PageRequest & { readonly theme?: string | null },
  block: Html | null = null,
): StorefrontPage {
  const { cart } = visitor;
  const events = [{ name: 'cart_viewed', data: { cart: cartOf(cart) } }];
  const lines = cart ? shop.pricedLines(cart) : [];
  if (lines.length === 0)
    return {
      title: 'Cart',
      events,
      main: html`<h1>Cart</h1>
        <p>Your cart is empty. <a href="/">Go on shopping</a></p>
        ${block}`,
    };
  const { currency } = shop.marketOf(visitor.countryCode);
  const amountMinor = lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
  const main = html`<h1>Cart</h1>
    <ul class="lines" data-theme="${theme ?? ''}">
      ${lines.map((line) => renderLine(line, currency))}
    </ul>
    <p class="total">Subtotal <strong>${formatPrice({ amountMinor, currency })}</strong></p>
    <form action="/cart/checkout" method="post"><button>Check out</button></form>
    ${block}`;
  return { title: 'Cart', main, events };
}

function renderLine(line: PricedLine, currency: string): Html {
  const { product, quantity, totalMinor } = line;
  return html`<li>
    <img src="${productImageUrl('', product)}" alt="" width="72" height="72" />
    <a href="/products/${product.handle}">${product.title}</a>
    <form action="/cart/change" method="post" data-cart="change">
      <input type="hidden" name="lineId" value="${line.id}" />
      <input
        type="number"
        name="quantity"
        aria-label="Quantity of ${product.title}"
        value="${quantity}"
        min="0"
        max="99"
      />
      <button class="quiet">Update</button>
      <button class="quiet" name="remove" value="1">Remove</button>
    </form>
    <span>${formatPrice({ amountMinor: totalMinor, currency })}</span>
  </li>`;
}
