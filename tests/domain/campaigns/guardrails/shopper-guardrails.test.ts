import { describe, expect, it } from 'vitest';
import { judge } from '#app/domain/campaigns/guardrails/judge.ts';
import { readSituation } from '#app/domain/campaigns/situation.ts';
import { NOW, product } from '../../builders.ts';
import { aQuestion, aSnapshot, bought } from '../shop.ts';
import { customerWith, pastItem, verdict } from './verdict.ts';

const DAY = 86_400;

describe('dismissed', () => {
  it('refuses what was dismissed in this checkout, in whatever campaign', () =>
    expect(verdict({}, aQuestion({ dismissed: [`another:${product('a')}`] }))).toBe('dismissed'));
});

describe('owned-recently', () => {
  it('refuses for 30 days after a purchase, to the second', () => {
    const almost = { ...bought(30, 'a'), at: NOW - 30 * DAY + 1 };
    expect(verdict({}, customerWith(almost))).toBe('owned-recently');
    expect(verdict({}, customerWith(bought(30, 'a')))).toBe('allowed');
  });
  it("goes by the shop's own number of days, and 0 refuses nothing", () => {
    expect(verdict({ guardrails: { ownedDays: 60 } }, customerWith(bought(59, 'a')))).toBe('owned-recently');
    expect(verdict({ guardrails: { ownedDays: 0 } }, customerWith(bought(0, 'a')))).toBe('allowed');
  });
  it('ends when the shopper is due: after the median of their own gaps', () => {
    const gapsOf10And12 = (daysAgo: number) =>
      customerWith(...[32, 22, 10].map((days) => bought(daysAgo - 10 + days, 'a')));
    expect(verdict({}, gapsOf10And12(9))).toBe('owned-recently');
    expect(verdict({}, gapsOf10And12(10))).toBe('allowed');
  });
  it('takes purchases of one day as one errand', () =>
    expect(verdict({}, customerWith(bought(5.5, 'a'), bought(5, 'a')))).toBe('owned-recently'));
  it('knows nothing of a guest', () =>
    expect(verdict({}, { ...customerWith(bought(1, 'a')), shopperId: null })).toBe('allowed'));
  it('ends by time alone at the instant it tells', () => {
    const question = customerWith(bought(29, 'a'));
    const judgement = judge(product('a'), readSituation(aSnapshot(), question));
    expect(judgement).toMatchObject({ guardrail: 'owned-recently', endsAt: NOW + DAY });
  });
});

describe('returned', () => {
  const question = aQuestion({ returned: new Set([product('a')]) });

  it('refuses what the shopper gave back', () => expect(verdict({}, question)).toBe('returned'));
  it('lets it through where the shop offers it again', () =>
    expect(verdict({ guardrails: { offersReturned: true } }, question)).toBe('allowed'));
});

describe('dismissed-before', () => {
  const dismissed = (daysAgo: number) => aQuestion({ pastItems: [pastItem('dismissed', daysAgo)] });

  it('refuses for 90 days after a dismissal, to the day', () => {
    expect(verdict({}, dismissed(89))).toBe('dismissed-before');
    expect(verdict({}, dismissed(90))).toBe('allowed');
  });
  it('says nothing of another product', () =>
    expect(verdict({}, aQuestion({ pastItems: [pastItem('dismissed', 1, 'b')] }))).toBe('allowed'));
});

describe('shown-often', () => {
  const shown = (...daysAgo: number[]) => daysAgo.map((days) => pastItem('shown', days));
  const verdictOf = (pastItems: ReturnType<typeof shown>) =>
    verdict({ guardrails: { shownTimes: 3, shownDays: 30 } }, aQuestion({ pastItems }));

  it('refuses after the third checkout without a tap', () => {
    expect(verdictOf(shown(1, 2))).toBe('allowed');
    expect(verdictOf(shown(1, 2, 3))).toBe('shown-often');
  });
  it('counts the days of its window only', () => {
    expect(verdictOf(shown(1, 2, 29))).toBe('shown-often');
    expect(verdictOf(shown(1, 2, 30))).toBe('allowed');
  });
  it('starts again after a tap', () =>
    expect(verdictOf([...shown(1, 5, 6), pastItem('accepted', 3)])).toBe('allowed'));
  it('is never asked where the shop sets no number', () =>
    expect(
      verdict({ guardrails: { shownTimes: null } }, aQuestion({ pastItems: shown(1, 1, 1, 1, 1, 1) })),
    ).toBe('allowed'));
});
