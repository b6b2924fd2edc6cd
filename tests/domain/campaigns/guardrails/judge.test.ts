import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GUARDRAILS, judge } from '#app/domain/campaigns/guardrails/judge.ts';
import { refusalReason } from '#app/domain/campaigns/guardrails/refusal-reasons.ts';
import { readSituation } from '#app/domain/campaigns/situation.ts';
import { product } from '../../builders.ts';
import { aProduct, aQuestion, aSnapshot, aVariant, variant } from '../shop.ts';
import { verdict } from './verdict.ts';

describe('the guardrails', () => {
  it('let a product through that has nothing against it', () => expect(verdict()).toBe('allowed'));

  it('are a named list of at least 20', () => expect(GUARDRAILS.length).toBeGreaterThanOrEqual(20));

  it('each have a name of their own and a reason to tell', () => {
    expect(new Set(GUARDRAILS.map(({ name }) => name)).size).toBe(GUARDRAILS.length);
    for (const { name } of GUARDRAILS) expect(refusalReason(name), name).toMatch(/^[A-Z].{10,}\.$/);
  });

  it('stand in the README in their order', () => {
    const readme = readFileSync(
      new URL('../../../../app/domain/campaigns/guardrails/README.md', import.meta.url),
      'utf8',
    );
    const rows = [...readme.matchAll(/^\| `([\w-]+)` /gm)].map(([, name]) => name);
    expect(rows).toEqual(GUARDRAILS.map(({ name }) => name));
  });

  it('are asked in their order: the first that refuses is told', () => {
    const shelf = { product: { published: false, isGiftCard: true } };
    expect(verdict(shelf, aQuestion({ cart: 'a', canAddLines: false }))).toBe('cart-locked');
    expect(verdict(shelf, aQuestion({ cart: 'a' }))).toBe('in-cart');
    expect(verdict(shelf)).toBe('unpublished');
  });

  it('refuse a product the catalog does not hold', () => {
    const judgement = judge(product('z'), readSituation(aSnapshot(), aQuestion()));
    expect(judgement).toEqual({ isAllowed: false, guardrail: 'not-in-catalog', endsAt: Infinity });
  });

  it('offer the one variant that is available', () => {
    const variants = [aVariant('a1', { available: false }), aVariant('a2')];
    const snapshot = aSnapshot({ products: [aProduct('a', { variants })] });
    expect(judge(product('a'), readSituation(snapshot, aQuestion()))).toMatchObject({
      isAllowed: true,
      offer: { variant: { id: variant('a2') } },
    });
  });
});
