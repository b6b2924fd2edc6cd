import { gid, legacyId, type MarketId, type ProductId, type VariantId } from '../../kernel/ids.ts';
import type { Catalog, CatalogProduct, CatalogVariant } from '../catalog.ts';
import type { CartLine } from '../decision.ts';
import type { Money } from '../../kernel/money.ts';
import type { LocalChoice, LocalOffer, Payloads } from './payload.ts';

/** What the compiler has judged already, as it passed. */
const JUDGED: Omit<
  CatalogProduct,
  'id' | 'title' | 'imageUrl' | 'components' | 'unpublishedIn' | 'variants'
> = {
  vendor: '',
  type: '',
  tags: [],
  collections: [],
  published: true,
  isHidden: false,
  isGiftCard: false,
  requiresSellingPlan: false,
};

/** A small catalog: the products of the cart, and those that may be offered or named beside them. */
export function offerCatalog({ shop, products, customer }: Payloads, lines: readonly CartLine[]): Catalog {
  const considered = customer?.pairs.map(({ consider }) => consider) ?? [];
  const usual = customer?.usual.map(({ offer }) => offer) ?? [];
  const offered = [...products.values(), ...(customer ? [customer] : [])]
    .flatMap(({ offers }) => offers)
    .concat(considered, usual)
    .map((offer) => toProduct(offer, shop.currency));
  const inCart = lines.flatMap(({ variantId, productId }) => {
    const payload = productId && products.get(productId);
    return payload ? [cartProduct(productId, variantId, payload)] : [];
  });
  const all = [...offered, ...inCart];
  return {
    currency: shop.currency,
    markets: shop.markets.map((market) => ({ ...market, name: '' })),
    products: new Map(all.map((product) => [product.id, product])),
    variants: new Map(
      all.flatMap(({ variants }) => variants.map((variant) => [variant.id, variant] as const)),
    ),
  };
}

function toProduct(
  { productId: id, title, imageUrl, components = [], notIn = [], ...offer }: LocalOffer,
  currency: string,
): CatalogProduct {
  const only: LocalChoice = [legacyId(offer.variantId), '', offer.priceMinor, offer];
  const variants = (offer.choices ?? [only]).map(([number, name, amountMinor, more = {}]) => ({
    ...toVariant(id, gid('ProductVariant', number), { amountMinor, currency }, !more.isDigital),
    title: name,
    prices: new Map(Object.entries(more.prices ?? {}) as [MarketId, Money][]),
    stock: more.stock ?? null,
  }));
  return { ...JUDGED, id, title, imageUrl, components, unpublishedIn: new Set(notIn), variants };
}

/** Of a product in the cart only what it is made of and whether it is shipped is asked. */
function cartProduct(
  id: ProductId,
  variantId: VariantId,
  { ships, components }: { readonly ships: boolean | null; readonly components: readonly ProductId[] },
): CatalogProduct {
  const price = { amountMinor: 0, currency: '' };
  const variants = ships === null ? [] : [toVariant(id, variantId, price, ships)];
  return { ...JUDGED, id, title: '', imageUrl: null, components, unpublishedIn: new Set(), variants };
}

function toVariant(productId: ProductId, id: VariantId, price: Money, ships: boolean): CatalogVariant {
  return {
    id,
    productId,
    title: '',
    sku: null,
    price,
    prices: new Map(),
    available: true,
    stock: null,
    unitCostMinor: null,
    requiresShipping: ships,
    minimumQuantity: 1,
  };
}
