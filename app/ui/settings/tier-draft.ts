import type { z } from 'zod';
import { shopSettingsChange, type loyaltyTier } from '#app/contracts/shop-settings.ts';
import { formatMoney, parseMoney } from '#app/domain/kernel/money.ts';

export type Tier = z.infer<typeof loyaltyTier>;

/** A tier as it is typed. Without a tag it is counted; without an amount nothing earns it; without days it counts for ever. */
export interface TierDraft {
  readonly name: string;
  readonly tag: string;
  readonly by: 'spend' | 'orders';
  readonly amount: string;
  readonly days: string;
}

export const NEW_TIER: TierDraft = { name: '', tag: '', by: 'spend', amount: '', days: '365' };

export function toDrafts(tiers: readonly Tier[], currency: string): readonly TierDraft[] {
  return tiers.map(({ name, tag = '', spend, orders }) => ({
    ...NEW_TIER,
    ...{ name, tag },
    ...(orders && { by: 'orders' as const, amount: String(orders.count), days: daysText(orders.days) }),
    ...(spend && {
      by: 'spend' as const,
      amount: formatMoney({ amountMinor: spend.amountMinor, currency }),
      days: daysText(spend.days),
    }),
  }));
}

const daysText = (days: number | null): string => (days === null ? '' : String(days));

/** What is sent: the server's schema judges it. */
export function fromDrafts(drafts: readonly TierDraft[], currency: string) {
  return drafts.map((draft) => ({
    name: draft.name,
    ...(draft.tag.trim() !== '' && { tag: draft.tag }),
    ...(draft.amount.trim() !== '' && earnedBy(draft, currency)),
  }));
}

function earnedBy({ by, amount, days: typed }: TierDraft, currency: string) {
  const days = typed.trim() === '' ? null : Number(typed);
  return by === 'orders'
    ? { orders: { count: Number(amount), days } }
    : { spend: { amountMinor: parseMoney(amount.trim(), currency)?.amountMinor ?? null, days } };
}

/** What is wrong by place, e.g. "1.tag": found as one types, by the schema the server uses. */
export function problemsOf(drafts: readonly TierDraft[], currency: string): ReadonlyMap<string, string> {
  const parsed = shopSettingsChange.safeParse({ tiers: fromDrafts(drafts, currency) });
  if (parsed.success) return new Map();
  return new Map(parsed.error.issues.map((issue) => [issue.path.slice(1).join('.'), issue.message]));
}
