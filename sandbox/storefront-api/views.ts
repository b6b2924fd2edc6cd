import { connect } from '#sandbox/admin-api/connection.ts';
import { moneyV2 } from '#sandbox/admin-api/fields/shared.ts';
import { searchNodes } from '#sandbox/admin-api/search.ts';
import { productImageUrl } from '#sandbox/pictures/image-url.ts';
import { countryName } from '#sandbox/shop/countries.ts';
import { productPageUrl } from '#sandbox/storefront/page-url.ts';
import { gid, numberOfGid, typeOfGid } from '#sandbox/shop/gid.ts';
import type { Product, Shop } from '#sandbox/shop/shop.ts';

/** Whose prices are asked for, and where pictures are. */
export interface Viewer {
  readonly shop: Shop;
  readonly countryCode: string;
  readonly origin: string;
}

type Args = Readonly<Record<string, unknown>>;

const imageView = (product: Product, { origin }: Viewer) => ({
  id: gid('ProductImage', product.id + 1_000_000_000_000),
  altText: product.title,
  height: 512,
  width: 512,
  url: productImageUrl(origin, product),
});

function priceView(product: Product, { shop, countryCode }: Viewer) {
  const { amountMinor, currency } = shop.priceFor(product, countryCode);
  return moneyV2(amountMinor, currency);
}

/** A variant as graphql-js reads it: plain values, and functions where the value is another object. */
export function variantView(product: Product, viewer: Viewer): Record<string, unknown> {
  return {
    __typename: 'ProductVariant',
    id: gid('ProductVariant', product.variantId),
    title: 'Default Title',
    sku: product.sku,
    availableForSale: product.inventory > 0,
    currentlyNotInStock: false,
    quantityAvailable: product.inventory,
    price: () => priceView(product, viewer),
    compareAtPrice: null,
    image: () => imageView(product, viewer),
    product: () => productView(product, viewer),
    requiresShipping: product.terms.requiresShipping,
    selectedOptions: [{ name: 'Title', value: 'Default Title' }],
  };
}

export function productView(product: Product, viewer: Viewer): Record<string, unknown> {
  return {
    __typename: 'Product',
    id: gid('Product', product.id),
    title: product.title,
    handle: product.handle,
    description: '',
    productType: product.productType,
    vendor: product.vendor,
    tags: product.tags,
    availableForSale: product.inventory > 0,
    onlineStoreUrl: productPageUrl(viewer.origin, product),
    totalInventory: product.inventory,
    featuredImage: () => imageView(product, viewer),
    images: (args: Args) => connect([imageView(product, viewer)], args, () => product.id),
    priceRange: () => ({
      minVariantPrice: priceView(product, viewer),
      maxVariantPrice: priceView(product, viewer),
    }),
    variants: (args: Args) => connect([variantView(product, viewer)], args, () => product.variantId),
  };
}

function nodeView(id: unknown, viewer: Viewer): unknown {
  const text = String(id);
  const product = viewer.shop.product(numberOfGid(text));
  const owner = viewer.shop.productOf(numberOfGid(text));
  if (typeOfGid(text) === 'Product') return product ? productView(product, viewer) : null;
  if (typeOfGid(text) === 'ProductVariant') return owner ? variantView(owner, viewer) : null;
  return null;
}

const SEARCH = {
  title: ({ title }: Product) => title,
  tag: ({ tags }: Product) => tags,
  product_type: ({ productType }: Product) => productType,
  vendor: ({ vendor }: Product) => vendor,
};

function localizationView({ shop, countryCode }: Viewer) {
  const { currency } = shop.marketOf(countryCode);
  return {
    country: {
      isoCode: countryCode,
      name: countryName(countryCode),
      currency: { isoCode: currency, name: currency },
    },
  };
}

/** The query root for one viewer. */
export function rootView(viewer: Viewer): Record<string, unknown> {
  const { shop } = viewer;
  const { id, name, domain } = shop.identity;
  return {
    shop: { id: gid('Shop', id), name, primaryDomain: { host: domain, url: `https://${domain}` } },
    localization: () => localizationView(viewer),
    node: (args: Args) => nodeView(args['id'], viewer),
    nodes: (args: Args) =>
      Array.isArray(args['ids']) ? args['ids'].map((one) => nodeView(one, viewer)) : [],
    product: (args: Args) => {
      if (args['id']) return nodeView(args['id'], viewer);
      const product = shop.products.find((one) => one.handle === args['handle']);
      return product ? productView(product, viewer) : null;
    },
    products: (args: Args) => {
      const found = searchNodes(shop.products, args['query'], SEARCH);
      const views = found.map((product) => ({ product, view: productView(product, viewer) }));
      const page = connect(views, args, ({ product }) => product.id);
      return {
        nodes: () => page.nodes.map(({ view }) => view),
        edges: () => page.edges.map(({ cursor, node }) => ({ cursor, node: node.view })),
        pageInfo: () => page.pageInfo,
      };
    },
  };
}
