import { decideLocal } from '../../../../../app/domain/campaigns/local/decide-local.ts';
import { toLocalQuestion } from '../../../../../app/domain/campaigns/local/local-question.ts';
import { LOCAL_PLACEMENT } from '../../../../../app/domain/campaigns/local/payload.ts';
import { toldBasis } from '../../../../../app/domain/campaigns/local/told-basis.ts';
import { formatMoney, type Money } from '../../../../../app/domain/kernel/money.ts';
import type { DecisionRequestInput, WireMessage, WireOffer } from '../contract.ts';
import type { Host } from '../host.ts';
import { readPayloads } from './read-payloads.ts';

export interface DecidedHere {
  readonly items: readonly (WireMessage | WireOffer)[];
  /** What it was decided by, for the server. */
  readonly basis: DecisionRequestInput['localBasis'];
}

const priced = <Item extends { readonly price: Money }>({ price, ...item }: Item) => ({
  ...item,
  price: { amount: formatMoney(price), currencyCode: price.currency },
});

const NOTHING: DecidedHere = { items: [], basis: undefined };

/**
 * What can be shown before the server has answered `asked`, decided here by the server's own code from the metafields of shop, products and
 * customer. Nothing where any of what a decision asks about is not known for certain.
 */
export function decideHere(host: Host, asked: DecisionRequestInput): DecidedHere {
  const now = Math.floor(Date.now() / 1000);
  const question = asked.placements[0] === LOCAL_PLACEMENT ? toLocalQuestion(asked, now) : null;
  const payloads = question && readPayloads(host, now);
  if (!question || !payloads) return NOTHING;
  const decided = decideLocal(payloads, question);
  const items = decided.map((item) => {
    if (item.kind === 'message') return item;
    const { choices, ...offer } = item;
    return { ...priced(offer), ...(choices && { choices: choices.map(priced) }) };
  });
  return { items, basis: toldBasis(payloads, decided, now) ?? undefined };
}
