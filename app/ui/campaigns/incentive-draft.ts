import type { IncentiveContent } from '#app/domain/campaigns/campaign.ts';
import { formatMoney, parseMoney } from '#app/domain/kernel/money.ts';
import type { EditorDraft } from './editor-draft.ts';

/** The editor's fields of a stored incentive. */
export function incentiveFields({
  title,
  body,
  value,
  appliesTo,
  minimum,
  budget,
}: IncentiveContent): Partial<EditorDraft> {
  const isFree = value.kind === 'percent' && value.percent === 100 && appliesTo.kind === 'shipping';
  return {
    title,
    body,
    gives: isFree ? 'free-shipping' : value.kind,
    ...(value.kind === 'percent'
      ? { percent: String(value.percent) }
      : { amount: formatMoney(value.amount) }),
    appliesTo: appliesTo.kind,
    minimum: minimum ? formatMoney(minimum) : '',
    budgetOrders: budget.orders === null ? '' : String(budget.orders),
    budgetAmount: budget.amount ? formatMoney(budget.amount) : '',
  };
}

/** What of the fields an incentive sends beside its texts; amounts are in the shop's currency. */
export function incentiveOf(draft: EditorDraft, currency: string): object {
  const { gives, percent, amount, minimum, budgetOrders, budgetAmount, picked } = draft;
  const money = (typed: string) => (typed.trim() === '' ? null : (parseMoney(typed, currency) ?? typed));
  const appliesTo = gives === 'free-shipping' ? 'shipping' : draft.appliesTo;
  return {
    value:
      gives === 'amount'
        ? { kind: 'amount', amount: money(amount) }
        : { kind: 'percent', percent: gives === 'free-shipping' ? 100 : Number(percent) },
    appliesTo:
      appliesTo === 'products'
        ? { kind: appliesTo, productIds: picked.map(({ id }) => id) }
        : { kind: appliesTo },
    minimum: money(minimum),
    budget: {
      orders: budgetOrders.trim() === '' ? null : Number(budgetOrders),
      amount: money(budgetAmount),
    },
  };
}
