/** The part of `window.Shopify` that an app's block asks: where pages begin, and the Customer Privacy API over the banner's cookie. */
export function provideShopifyGlobal(): void {
  const allows = (level: string) => () => consentGiven().includes(level);
  const customerPrivacy = {
    analyticsProcessingAllowed: allows('analytics'),
    marketingAllowed: allows('marketing'),
    preferencesProcessingAllowed: allows('preferences'),
  };
  const shopify: Record<string, unknown> = {
    routes: { root: '/' },
    loadFeatures(_features: unknown, done: (error?: unknown) => void) {
      shopify['customerPrivacy'] = customerPrivacy;
      setTimeout(done);
    },
  };
  Object.assign(window, { Shopify: shopify });
}

function consentGiven(): readonly string[] {
  const cookie = document.cookie.split('; ').find((pair) => pair.startsWith('sandbox_consent='));
  return decodeURIComponent(cookie?.split('=')[1] ?? '').split(',');
}
