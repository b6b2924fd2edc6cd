import { isFields } from './answer.ts';
import { withChoice } from './choices.ts';
import type { WireItem, WireOffer } from './contract.ts';
import type { Host } from './host.ts';
import { settleWithin } from './settle.ts';

const PRICE_TIMEOUT_MS = 1500;

/** An item and, for an offer that is published in the online store, its product page. */
export interface CheckedItem {
  readonly item: WireItem;
  readonly productUrl: string | null;
}

interface Sale {
  readonly available: boolean;
  readonly price: WireOffer['price'];
  readonly productUrl: string | null;
}

const FIELDS =
  'nodes(ids: $ids) { ... on ProductVariant { id availableForSale price { amount currencyCode } product { onlineStoreUrl } } }';
const QUERY = `query Prices($ids: [ID!]!) { ${FIELDS} }`;
const QUERY_IN_COUNTRY = `query Prices($ids: [ID!]!, $country: CountryCode!) @inContext(country: $country) { ${FIELDS} }`;

/**
 * Looks every offer up in the Storefront API just before it is shown. What Shopify says wins: its price is shown, an offer that
 * is sold out or not sold in this buyer's market is dropped, and so is a variant to choose from. When the look-up itself fails, the server's price stands. Either
 * way a price in another currency than the cart's is never shown (see visible.ts).
 */
export async function checkPrices(host: Host, items: readonly WireItem[]): Promise<readonly CheckedItem[]> {
  const ids = [...new Set(items.flatMap((item) => (item.kind === 'offer' ? variantsOf(item) : [])))];
  const sales = ids.length > 0 ? await settleWithin(findSales(host, ids), PRICE_TIMEOUT_MS, null) : null;
  return items.flatMap((item): CheckedItem[] => {
    if (item.kind !== 'offer' || !sales) return [{ item, productUrl: null }];
    return checkOffer(item, sales);
  });
}

function variantsOf({ variantId, choices = [] }: WireOffer): readonly string[] {
  return [variantId, ...choices.map((choice) => choice.variantId)];
}

/** The offer at Shopify's prices. Where its own variant is sold out, the first to choose from takes its place. */
function checkOffer(offer: WireOffer, sales: ReadonlyMap<string, Sale>): CheckedItem[] {
  const choices = offer.choices?.flatMap((choice) => {
    const sale = sales.get(choice.variantId);
    return sale?.available ? [{ ...choice, price: sale.price }] : [];
  });
  const variantId = variantsOf({ ...offer, choices }).find((id) => sales.get(id)?.available);
  const sale = variantId === undefined ? undefined : sales.get(variantId);
  if (variantId === undefined || sale === undefined) return [];
  const priced = { ...offer, price: sale.price, ...(choices && { choices }) };
  return [{ item: withChoice(priced, variantId), productUrl: sale.productUrl }];
}

async function findSales(host: Host, ids: readonly string[]): Promise<ReadonlyMap<string, Sale> | null> {
  const country = host.localization.country.current?.isoCode;
  const answer = await (country
    ? host.query(QUERY_IN_COUNTRY, { variables: { ids, country } })
    : host.query(QUERY, { variables: { ids } }));
  if (!isFields(answer.data) || !Array.isArray(answer.data.nodes)) return null;
  return new Map(answer.data.nodes.flatMap(readSale));
}

function readSale(node: unknown): [string, Sale][] {
  if (!isFields(node) || typeof node.id !== 'string' || !isFields(node.price)) return [];
  const { amount, currencyCode } = node.price;
  if (typeof amount !== 'string' || typeof currencyCode !== 'string') return [];
  const url = isFields(node.product) ? node.product.onlineStoreUrl : null;
  const sale = {
    available: node.availableForSale === true,
    price: { amount, currencyCode },
    productUrl: typeof url === 'string' ? url : null,
  };
  return [[node.id, sale]];
}
