import { decideLocal } from '../../../../../app/domain/campaigns/local/decide-local.ts';
import type { LocalQuestion } from '../../../../../app/domain/campaigns/local/local-render.ts';
import { LOCAL_PLACEMENT } from '../../../../../app/domain/campaigns/local/payload.ts';
import type { ProductId, VariantId } from '../../../../../app/domain/kernel/ids.ts';
import { formatMoney, parseMoney } from '../../../../../app/domain/kernel/money.ts';
import type { Placement, WireMessage, WireOffer } from '../contract.ts';
import type { Host } from '../host.ts';
import { askFor } from '../question.ts';
import { readPayloads } from './read-payloads.ts';

/**
 * What can be shown before the server has answered, decided here by the server's own code from the metafields of shop, products and
 * customer. None where any of what a decision asks about is not known for certain.
 */
export function localItems(
  host: Host,
  placement: Placement,
  dismissed: readonly string[],
): readonly (WireMessage | WireOffer)[] {
  const now = Math.floor(Date.now() / 1000);
  const question = placement === LOCAL_PLACEMENT ? questionOf(host, placement, dismissed, now) : null;
  const payloads = question && readPayloads(host, now);
  if (!question || !payloads) return [];
  return decideLocal(payloads, question).map((item) => {
    if (item.kind === 'message') return item;
    const { price, choices: _choices, ...offer } = item;
    return { ...offer, price: { amount: formatMoney(price), currencyCode: price.currency } };
  });
}

/** The question as the server would be asked; null for a merchant's preview and for a cart of which the costs are not known. */
function questionOf(
  host: Host,
  placement: Placement,
  dismissed: readonly string[],
  now: number,
): LocalQuestion | null {
  const {
    lines = [],
    country,
    language,
    checkoutToken,
    consent,
    ...asked
  } = askFor(host, placement, dismissed);
  const costs = lines.map(({ cost }) => cost && parseMoney(cost.amount, cost.currencyCode));
  const isKnown = costs.every((cost) => cost?.currency === asked.currency);
  if (asked.preview !== undefined || asked.canAddLines !== true || !isKnown) return null;
  return {
    now,
    checkoutToken: checkoutToken ?? null,
    lines: lines.map(({ variantId, productId, quantity, components = [] }) => ({
      variantId: variantId as VariantId,
      productId: productId as ProductId,
      quantity,
      components: components as ProductId[],
    })),
    cartSubtotalMinor: costs.reduce((sum, cost) => sum + (cost?.amountMinor ?? 0), 0),
    country: country ?? null,
    currency: asked.currency,
    language: language ?? null,
    consent: { preferences: false, analytics: false, marketing: false, ...consent },
    dismissed,
    canAddLines: true,
    isBusiness: asked.isBusiness === true,
  };
}
