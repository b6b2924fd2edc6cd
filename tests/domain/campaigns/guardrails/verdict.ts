import type { CatalogProduct } from '#app/domain/campaigns/catalog.ts';
import type { DecisionQuestion, PastItem } from '#app/domain/campaigns/decision.ts';
import { judge } from '#app/domain/campaigns/guardrails/judge.ts';
import { readSituation } from '#app/domain/campaigns/situation.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import type { Purchase } from '#app/domain/profiles/profile.ts';
import { aProfile, NOW, product } from '../../builders.ts';
import { aProduct, aQuestion, aSnapshot, aVariant } from '../shop.ts';

/** What product "a" is like, beside a product "b" at £10, and in which shop. */
export interface Shelf extends Omit<NonNullable<Parameters<typeof aSnapshot>[0]>, 'products'> {
  readonly product?: Partial<CatalogProduct>;
  readonly other?: Partial<CatalogProduct>;
  readonly campaignId?: string;
}

/** "allowed", or the name of the guardrail that refuses product "a". */
export function verdict(
  { product: parts, other, campaignId, ...shop }: Shelf = {},
  question: DecisionQuestion = aQuestion(),
): string {
  const products = [aProduct('a', parts), aProduct('b', other)];
  const situation = readSituation(aSnapshot({ ...shop, products }), question);
  const judgement = judge(product('a'), situation, campaignId);
  return judgement.isAllowed ? 'allowed' : judgement.guardrail;
}

/** A product whose one variant has these parts. */
export const withVariant = (parts: Parameters<typeof aVariant>[1]): Partial<CatalogProduct> => ({
  variants: [aVariant('a', parts)],
});

export const pounds = (amountMinor: number) => ({ price: { amountMinor, currency: 'GBP' } });

export const customerWith = (...purchases: Purchase[]): DecisionQuestion =>
  aQuestion({ shopperId: gid('Customer', 1), profile: aProfile({ purchases }) });

export const pastItem = (outcome: PastItem['outcome'], daysAgo: number, id = 'a'): PastItem => ({
  key: `campaign:${product(id)}`,
  checkout: `checkout ${daysAgo}`,
  outcome,
  at: NOW - daysAgo * 86_400,
});
