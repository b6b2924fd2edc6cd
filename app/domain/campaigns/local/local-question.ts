import type { Instant } from '../../kernel/instant.ts';
import type { ProductId, VariantId } from '../../kernel/ids.ts';
import { parseMoney } from '../../kernel/money.ts';
import type { LocalQuestion } from './local-render.ts';

/** A checkout's question as it stands in the contract, as far as it is asked here. */
export interface AskedCheckout {
  readonly checkoutToken?: string | undefined;
  readonly lines?: readonly AskedLine[] | undefined;
  readonly country?: string | undefined;
  readonly currency: string;
  readonly language?: string | undefined;
  readonly consent?: Partial<LocalQuestion['consent']> | undefined;
  readonly dismissed?: readonly string[] | undefined;
  readonly canAddLines?: boolean | undefined;
  readonly isBusiness?: boolean | undefined;
  readonly preview?: string | undefined;
}

interface AskedLine {
  readonly variantId: string;
  readonly productId?: string | undefined;
  readonly quantity: number;
  readonly components?: readonly string[] | undefined;
  readonly cost?: { readonly amount: string; readonly currencyCode: string } | undefined;
}

/**
 * What a checkout decides by itself, out of what it asks the server: the checkout makes it of its own question, and a replay of the one that came.
 * Null for a merchant's preview, where nothing may be added, and for a cart of which the costs are not known.
 */
export function toLocalQuestion(asked: AskedCheckout, now: Instant): LocalQuestion | null {
  const { lines = [], checkoutToken, country, currency, language, consent, dismissed = [] } = asked;
  const costs = lines.map(({ cost }) => cost && parseMoney(cost.amount, cost.currencyCode));
  const areKnown = costs.every((cost) => cost?.currency === currency);
  if (asked.preview !== undefined || asked.canAddLines !== true || !areKnown) return null;
  return {
    now,
    checkoutToken: checkoutToken ?? null,
    lines: lines.map(({ variantId, productId = null, quantity, components = [] }) => ({
      variantId: variantId as VariantId,
      productId: productId as ProductId | null,
      quantity,
      components: components as ProductId[],
    })),
    cartSubtotalMinor: costs.reduce((sum, cost) => sum + (cost?.amountMinor ?? 0), 0),
    country: country ?? null,
    currency,
    language: language ?? null,
    consent: { preferences: false, analytics: false, marketing: false, ...consent },
    dismissed,
    canAddLines: true,
    isBusiness: asked.isBusiness === true,
  };
}
