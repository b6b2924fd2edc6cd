import type { z } from 'zod';
import { shopSettingsChange, type loyaltyTier } from '#app/contracts/shop-settings.ts';
import { formatMoney, parseMoney } from '#app/domain/kernel/money.ts';

export type Tier = z.infer<typeof loyaltyTier>;

/** A tier as it is typed; without an amount spending does not earn it. */
export interface TierDraft {
  readonly name: string;
  readonly tag: string;
  readonly amount: string;
  readonly days: string;
}

export const NEW_TIER: TierDraft = { name: '', tag: '', amount: '', days: '365' };

export function toDrafts(tiers: readonly Tier[], currency: string): readonly TierDraft[] {
  return tiers.map(({ name, tag, spend }) => ({
    ...NEW_TIER,
    ...{ name, tag },
    ...(spend && {
      amount: formatMoney({ amountMinor: spend.amountMinor, currency }),
      days: String(spend.days),
    }),
  }));
}

/** What is sent: the server's schema judges it. */
export function fromDrafts(drafts: readonly TierDraft[], currency: string) {
  return drafts.map(({ name, tag, amount, days }) => {
    const amountMinor = parseMoney(amount.trim(), currency)?.amountMinor ?? null;
    return amount.trim() === '' ? { name, tag } : { name, tag, spend: { amountMinor, days: Number(days) } };
  });
}

/** What is wrong by place, e.g. "1.tag": found as one types, by the schema the server uses. */
export function problemsOf(drafts: readonly TierDraft[], currency: string): ReadonlyMap<string, string> {
  const parsed = shopSettingsChange.safeParse({ tiers: fromDrafts(drafts, currency) });
  if (parsed.success) return new Map();
  return new Map(parsed.error.issues.map((issue) => [issue.path.slice(1).join('.'), issue.message]));
}
