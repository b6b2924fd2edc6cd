import type { Catalog, CatalogProduct, CatalogVariant, Market } from '#app/domain/campaigns/catalog.ts';
import type { MarketId, ProductId, VariantId } from '#app/domain/kernel/ids.ts';
import type { Money } from '#app/domain/kernel/money.ts';

export interface MarketRow {
  id: MarketId;
  name: string;
  countries: string[];
  currency: string;
}

export interface ProductRow {
  id: ProductId;
  title: string;
  vendor: string;
  type: string;
  tags: string[];
  collections: string[];
  status: string;
  image_url: string | null;
  published_at: Date | null;
  is_gift_card: boolean;
  requires_selling_plan: boolean;
  hidden_from_search: boolean;
  unpublished_in: MarketId[];
  components: ProductId[];
}

export interface VariantRow {
  id: VariantId;
  product_id: ProductId;
  title: string;
  sku: string | null;
  /** bigint: the driver gives text. */
  price_minor: string;
  prices: Record<string, Money>;
  inventory_quantity: number | null;
  inventory_policy: string;
  inventory_tracked: boolean;
  available_for_sale: boolean;
  requires_shipping: boolean;
  unit_cost_minor: string | null;
  minimum_quantity: number;
}

/** Rows of one shop as the domain's catalog. Variants arrive in the merchant's order; those without a product are left out. */
export function toCatalog(
  currency: string,
  markets: readonly MarketRow[],
  products: readonly ProductRow[],
  variants: readonly VariantRow[],
): Catalog {
  const byProduct = Map.groupBy(
    variants.map((row) => toVariant(row, currency)),
    ({ productId }) => productId,
  );
  const entries = products.map((row) => toProduct(row, byProduct.get(row.id) ?? []));
  const sold = entries.flatMap((product) => product.variants);
  return {
    currency,
    markets: markets.map(toMarket),
    products: new Map(entries.map((product) => [product.id, product])),
    variants: new Map(sold.map((variant) => [variant.id, variant])),
  };
}

function toProduct(row: ProductRow, variants: readonly CatalogVariant[]): CatalogProduct {
  const { id, title, vendor, type, tags, collections, image_url: imageUrl } = row;
  const isUnlisted = row.status === 'UNLISTED';
  return {
    id,
    title,
    vendor,
    type,
    tags,
    collections,
    imageUrl,
    published: (row.status === 'ACTIVE' || isUnlisted) && row.published_at !== null,
    isHidden: isUnlisted || row.hidden_from_search,
    isGiftCard: row.is_gift_card,
    requiresSellingPlan: row.requires_selling_plan,
    components: row.components,
    unpublishedIn: new Set(row.unpublished_in),
    variants,
  };
}

function toVariant(row: VariantRow, currency: string): CatalogVariant {
  return {
    id: row.id,
    productId: row.product_id,
    title: row.title,
    sku: row.sku,
    price: { amountMinor: Number(row.price_minor), currency },
    prices: new Map(Object.entries(row.prices) as [MarketId, Money][]),
    available: isAvailable(row),
    stock: mayOversell(row) ? null : row.inventory_quantity,
    unitCostMinor: row.unit_cost_minor === null ? null : Number(row.unit_cost_minor),
    requiresShipping: row.requires_shipping,
    minimumQuantity: row.minimum_quantity,
  };
}

/** Shopify's own word, and the stock we know of: webhooks of the two arrive in any order. */
function isAvailable(row: VariantRow): boolean {
  const isLeft = row.inventory_quantity === null || row.inventory_quantity > 0;
  return row.available_for_sale && (mayOversell(row) || isLeft);
}

function mayOversell(row: VariantRow): boolean {
  return !row.inventory_tracked || row.inventory_policy === 'CONTINUE';
}

function toMarket({ id, name, countries, currency }: MarketRow): Market {
  return { id, name, countries, currency };
}
