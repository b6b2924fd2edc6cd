/** The app's web pixel in shops, at Shopify. Rejects with ShopifyRejected. */
export interface WebPixels {
  /** Switches it on with the shop's key, or gives the one there is that key, and tells its id. */
  put(domain: string, key: string): Promise<string>;
  /** One that is no more is as good as deleted. */
  remove(domain: string, pixelId: string): Promise<void>;
}
