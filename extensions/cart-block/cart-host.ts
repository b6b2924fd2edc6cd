import type { EXTENSION_API_VERSION } from '../../app/contracts/api-versions.ts';
import type { Host, LineChange } from '../checkout/src/core/host.ts';
import { changeCart, readCart, type StorefrontCart } from './ajax-cart.ts';
import { createCartStorage } from './cart-storage.ts';
import { fixed, settable } from './live.ts';
import { rootOf, type ShopifyGlobal } from './shopify-global.ts';
import type { Translate } from './texts.ts';

const API_VERSION: typeof EXTENSION_API_VERSION = '2026-07';

interface CartHostParts {
  readonly block: HTMLElement;
  readonly shopify: ShopifyGlobal | undefined;
  readonly cart: StorefrontCart;
  readonly consent: NonNullable<Host['customerPrivacy']>;
  readonly translate: Translate;
}

interface CartHost {
  readonly host: Host;
  /** Asks the storefront for the cart, which something else on the page may have changed. */
  reread(): Promise<void>;
}

/** The cart page as a host of the same core that runs in checkout: the storefront's cart, prices, consent and storage. */
export function createCartHost({ block, shopify, cart, consent, translate }: CartHostParts): CartHost {
  const root = rootOf(shopify);
  const { country, currency = '', language = 'en', headline, maxOffers, business } = block.dataset;
  const lines = settable(cart.lines);
  // A cart that cannot be read is told as another one too: after a tap the page then shows what became of it.
  const reread = async () =>
    lines.set((await readCart(root).catch(() => ({ lines: [...lines.current] }))).lines);
  const host: Host = {
    extension: { target: 'cart' },
    lines,
    localization: {
      country: fixed(country ? { isoCode: country } : undefined),
      currency: fixed({ isoCode: currency }),
      language: fixed({ isoCode: language }),
    },
    checkoutToken: fixed(cart.token),
    attributes: fixed(cart.attributes),
    settings: fixed({ headline, max_offers: Number(maxOffers) }),
    customerPrivacy: consent,
    buyerIdentity: {
      customer: fixed(undefined),
      purchasingCompany: fixed(business === 'true' ? {} : undefined),
    },
    instructions: fixed({
      lines: { canAddCartLine: true, canRemoveCartLine: true },
      delivery: { canSelectCustomAddress: false },
    }),
    storage: createCartStorage(cart.token),
    // The proxy's signature says who asks.
    sessionToken: { get: async () => '' },
    i18n: {
      translate,
      formatCurrency: (amount, options) =>
        new Intl.NumberFormat(language, {
          style: 'currency',
          currency: options?.currency ?? currency,
        }).format(amount),
    },
    analytics: { publish: async (name, data) => Boolean(shopify?.analytics?.publish(name, data)) },
    query: (query, { variables } = {}) => askStorefront(query, variables),
    async applyCartLinesChange(change) {
      const isDone = await apply(root, change);
      if (isDone) await reread();
      return { type: isDone ? 'success' : 'error' };
    },
  };
  return { host, reread };
}

/** Products and prices need no access token. */
async function askStorefront(
  query: string,
  variables?: Record<string, unknown>,
): Promise<{ data?: unknown }> {
  const response = await fetch(`/api/${API_VERSION}/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

/** The storefront takes the number that is to be left, so what is there is read first: another tab may have changed it. */
async function apply(root: string, change: LineChange): Promise<boolean> {
  if (change.type === 'removeCartLine') {
    const { lines } = await readCart(root);
    const line = lines.find(({ id }) => id === change.id);
    if (!line) return true;
    const quantity = Math.max(0, line.quantity - change.quantity);
    return changeCart(root, 'change', { id: line.id, quantity });
  }
  const id = Number(change.merchandiseId.split('/').pop());
  const properties = Object.fromEntries(change.attributes.map(({ key, value }) => [key, value]));
  return changeCart(root, 'add', { items: [{ id, quantity: change.quantity, properties }] });
}
