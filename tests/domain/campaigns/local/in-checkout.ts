import { createHash } from 'node:crypto';
import type { DecisionQuestion } from '#app/domain/campaigns/decision.ts';
import { decideLocal } from '#app/domain/campaigns/local/decide-local.ts';
import { toLocalQuestion, type AskedCheckout } from '#app/domain/campaigns/local/local-question.ts';
import { NAME_LENGTH, type Payloads } from '#app/domain/campaigns/local/payload.ts';
import { toldBasis } from '#app/domain/campaigns/local/told-basis.ts';
import { formatMoney } from '#app/domain/kernel/money.ts';

/** By which payloads and other parts are named. */
export const hashOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('base64url').slice(0, NAME_LENGTH);

/** As the worker writes it, and as a checkout finds it: with the name that its text is kept under. */
function written<Payload extends object>(payload: Payload, kept: Map<string, string>): Payload {
  const name = hashOf(JSON.stringify(payload));
  const text = JSON.stringify({ ...payload, name });
  kept.set(name, text);
  return JSON.parse(text) as Payload;
}

/** Payloads as a checkout finds them; their texts are kept under their names. */
export function inShopify(
  { shop, ranker, products, customer, syncedSegments }: Payloads,
  kept: Map<string, string>,
): Payloads {
  return {
    shop: written(shop, kept),
    ranker: ranker && written(ranker, kept),
    products: new Map([...products].map(([id, payload]) => [id, written(payload, kept)])),
    customer: customer && written(customer, kept),
    syncedSegments,
  };
}

/** What the checkout asks the server, as the contract has it. */
export function toAsked({
  lines,
  checkoutToken,
  country,
  language,
  ...asked
}: DecisionQuestion): AskedCheckout {
  const { currency, consent, dismissed, canAddLines, isBusiness } = asked;
  return {
    ...{ currency, consent, dismissed, canAddLines, isBusiness },
    checkoutToken: checkoutToken ?? undefined,
    country: country ?? undefined,
    language: language ?? undefined,
    lines: lines.map(({ variantId, productId, quantity, components, cost }) => ({
      ...{ variantId, quantity },
      productId: productId ?? undefined,
      components: components ?? [],
      cost: cost && { amount: formatMoney(cost), currencyCode: cost.currency },
    })),
  };
}

/** In the checkout: decides, and tells by what. */
export function decideInCheckout(payloads: Payloads, asked: AskedCheckout, at: number) {
  const question = toLocalQuestion(asked, at);
  const decided = question ? decideLocal(payloads, question) : [];
  const told = decided.length === 0 ? null : toldBasis(payloads, decided, at);
  return { count: decided.length, told: told && JSON.stringify(told) };
}
