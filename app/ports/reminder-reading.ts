import type { CustomerId, VariantId } from '#app/domain/kernel/ids.ts';
import type { Money } from '#app/domain/kernel/money.ts';

/** Whom a reminder goes to, read when it is about to be sent and kept nowhere. */
export interface ReaderOfMail {
  /** Null where there is none, or Shopify calls it malformed. */
  readonly address: string | null;
  /** Whether the customer agreed to marketing e-mail. */
  readonly hasConsented: boolean;
  readonly firstName: string | null;
  readonly locale: string | null;
  /** Of the default address. */
  readonly country: string | null;
  /** IANA zone of the default address, where Shopify knows it. */
  readonly timezone: string | null;
}

/** A variant as it is sold at this moment to buyers of a country. */
export interface VariantForSale {
  readonly title: string;
  readonly price: Money;
  readonly url: string;
  readonly imageUrl: string | null;
}

export interface ReminderReading {
  readonly shop: { readonly name: string; readonly url: string };
  /** Null where the customer is gone. */
  readonly reader: ReaderOfMail | null;
}

/** What a reminder needs of Shopify. Rejects with ShopifyRejected. */
export interface ReminderSource {
  read(shopDomain: string, customerId: CustomerId): Promise<ReminderReading>;
  /** Only those that are in stock and published in the shop; the price is that of the country, else of the shop. */
  readForSale(
    shopDomain: string,
    variantIds: readonly VariantId[],
    country: string | null,
  ): Promise<ReadonlyMap<VariantId, VariantForSale>>;
}
