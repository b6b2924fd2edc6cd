import type { WireItem, WireOffer } from '#app/contracts/checkout-decision.ts';
import type { WireMoney } from '#app/contracts/money.ts';
import type { DecidedItem, Reason } from '#app/domain/campaigns/decision.ts';
import { formatMoney } from '#app/domain/kernel/money.ts';
import type { Money } from '#app/domain/kernel/money.ts';

type WriteReason = (reason: Reason) => string;

/** A decided item as the contract words it: money as decimal text, an offer's reason as `write` tells it, everything else as it is. */
export function toWireItem(item: DecidedItem, write: WriteReason): WireItem {
  if (item.kind === 'offer') return toWireOffer(item, write);
  return item.kind === 'message' ? { ...item, reason: toWireReason(item.reason) } : item;
}

function toWireOffer(
  { choices, ...offer }: Extract<DecidedItem, { kind: 'offer' }>,
  write: WriteReason,
): WireOffer {
  const priced = choices?.map((choice) => ({ ...choice, price: toWireMoney(choice.price) }));
  return {
    ...offer,
    price: toWireMoney(offer.price),
    ...(priced && { choices: priced }),
    reason: { ...toWireReason(offer.reason), text: write(offer.reason) },
  };
}

export function toWireMoney(money: Money): WireMoney {
  return { amount: formatMoney(money), currencyCode: money.currency };
}

/** A reason whose evidence is the caller's own copy. */
export function toWireReason<Reason extends { evidence: Readonly<Record<string, number | string>> }>(
  reason: Reason,
) {
  return { ...reason, evidence: { ...reason.evidence } };
}
