/** A product as the shop describes it. Only the sku is needed; the more there is, the better new products are placed. */
export interface ShopProduct {
  readonly sku: string;
  readonly title: string;
  /** In the shop's currency; 0 or less counts as unknown. */
  readonly price: number;
  readonly type?: string;
  readonly vendor?: string;
  readonly tags?: readonly string[];
  readonly description?: string;
  /** What the shop pays for one, in the currency of `price`; for the margin dial. */
  readonly unitCost?: number;
}

/** A line of an order: a sku, or a sku with its quantity and unit price. A quantity of 0 or less is no purchase. */
export type ShopLine = string | { readonly sku: string; readonly qty?: number; readonly price?: number };

/** An order of the shop. */
export interface ShopOrder {
  /** An id told before is ignored: the first telling stands. Without one, every telling counts. */
  readonly id?: string;
  /** ISO 8601; without a zone it is read as UTC. */
  readonly time: string;
  /** Null for a guest. */
  readonly customer: string | null;
  readonly country?: string;
  readonly items: readonly ShopLine[];
}

/** What came back to the shop. */
export interface ShopReturn {
  readonly time: string;
  readonly customer: string | null;
  readonly items: readonly ShopLine[];
}

/** A product page that was looked at. */
export interface ShopView {
  readonly time: string;
  readonly customer: string | null;
  readonly sku: string;
}

/** Something that happened to an offer: it was shown, tapped or dismissed. Each is told by itself, a showing before what came of it. */
export interface ShopFeedback {
  readonly kind: 'exposure' | 'acceptance' | 'dismissal';
  readonly sku: string;
  /** Where offers are taken about equally often. */
  readonly campaign?: string;
}

const HAS_ZONE = /(Z|[+-]\d\d:?\d\d)$/i;

/** ISO 8601 to seconds since 1970; a time without a zone is read as UTC, so that the machine's zone changes nothing. */
export function secondsOf(time: string): number {
  const isDateOnly = !time.includes('T') && !time.includes(':');
  const millis = Date.parse(isDateOnly || HAS_ZONE.test(time) ? time : `${time.replace(' ', 'T')}Z`);
  if (Number.isNaN(millis)) throw new RangeError(`Expected a time in ISO 8601, found "${time}".`);
  return Math.floor(millis / 1000);
}

/** The sku of a line, or null where nothing was bought. */
export function skuOf(line: ShopLine): string | null {
  if (typeof line === 'string') return line;
  return line.qty !== undefined && line.qty <= 0 ? null : line.sku;
}
