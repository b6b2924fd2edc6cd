/** A value of the app's own, kept at Shopify on something of a shop. */
export interface OwnedMetafield {
  /** Gid of the shop, product or customer. */
  readonly ownerId: string;
  readonly key: string;
  readonly value: object;
}

/** Metafields in the app's own namespace. */
export interface Metafields {
  /** The gid of the shop itself. Rejects with ShopifyRejected. */
  shopGid(domain: string): Promise<string>;
  /**
   * At most 25; owners that are no more are left out. Gives the owners of those that Shopify refused while it took the others; rejects with
   * ShopifyRejected where it took none.
   */
  write(domain: string, fields: readonly OwnedMetafield[]): Promise<readonly string[]>;
}
