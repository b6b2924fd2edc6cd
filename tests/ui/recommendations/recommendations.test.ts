import { AppProvider } from '@shopify/polaris';
import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { BacktestCard } from '#app/ui/recommendations/backtest-card.tsx';
import { evidenceWords } from '#app/ui/recommendations/evidence.ts';
import { LearningCurveCard } from '#app/ui/recommendations/learning-curve-card.tsx';
import { draftOf, toStored } from '#app/ui/recommendations/merchandising/draft.ts';
import { VersionsCard } from '#app/ui/recommendations/versions-card.tsx';
import type { VersionView } from '#app/ui/recommendations/view.ts';
import { formatDuration, rankWithChance, shareWithChance } from '#app/ui/recommendations/words.ts';

const textOf = (element: ReactElement): string =>
  renderToStaticMarkup(createElement(AppProvider, { i18n: {} }, element))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

const estimate = (mean: number, plusMinus = 0.01) => ({ mean, plusMinus });
const aVersion = (version: number, parts: Partial<VersionView> = {}): VersionView => ({
  version,
  trainedAt: 1_795_348_800,
  orders: 1_000 * version,
  products: 40,
  durationMs: 8_400,
  gate: {
    questions: 400,
    candidate: estimate(0.2 + version / 100),
    running: null,
    difference: null,
    rankings: [
      {
        ranking: 'hybrid',
        hitRate3: estimate(0.12),
        hitRate10: estimate(0.2 + version / 100),
        reciprocalRank10: estimate(0.11, 0.004),
      },
    ],
  },
  byLog: null,
  objection: null,
  ...parts,
});
const against = (difference: number): VersionView['gate'] => ({
  ...(aVersion(2).gate as NonNullable<VersionView['gate']>),
  running: estimate(0.22 - difference),
  difference: estimate(difference, 0.02),
});
const timezone = 'Europe/London';

describe('BacktestCard', () => {
  const textWith = (versions: readonly VersionView[]) =>
    textOf(createElement(BacktestCard, { versions, timezone }));

  it('says in words how the newest model did, and against what', () => {
    expect(textWith([])).toContain('Nothing was trained yet.');
    expect(textWith([aVersion(1, { orders: 20, gate: null })])).toContain('Not enough data for a test yet');
    expect(textWith([aVersion(1, { gate: null })])).toContain('A quick first model serves');
    expect(textWith([aVersion(1)])).toContain('There was no model before it to compare with.');
    expect(textWith([aVersion(2, { gate: against(0.01) })])).toContain(
      'in 22.0% ± 1.0 of the questions, the one before in 21.0% ± 1.0: chance alone explains the difference. It serves.',
    );
    expect(textWith([aVersion(2, { gate: against(0.05) })])).toContain('better, beyond chance. It serves.');
    expect(textWith([aVersion(2, { gate: against(-0.05), objection: 'Worse.' }), aVersion(1)])).toContain(
      'worse, beyond chance. It does not serve.',
    );
  });
});

describe('BacktestCard, with offers that were drawn by chance', () => {
  const textWith = (byLog: VersionView['byLog']) =>
    textOf(createElement(BacktestCard, { versions: [aVersion(1, { byLog })], timezone }));

  it('says what they tell of the model, how much they are worth, and where there are too few', () => {
    expect(textWith(null)).toContain('No offer was drawn by chance yet.');
    expect(textWith({ choices: 150, effectiveSampleSize: 41.6, estimates: null })).toContain(
      'There are 150 offers drawn by chance, worth 42 of its own choices: fewer than 100, too few to judge it by.',
    );
    const estimates = { candidate: estimate(0.05), served: estimate(0.04), difference: estimate(0.01) };
    expect(textWith({ choices: 1_500, effectiveSampleSize: 416, estimates })).toContain(
      'By 1,500 offers drawn by chance, worth 416 of its own choices, 5.0% ± 1.0 of its offers would be accepted, and 4.0% ± 1.0 of those that were ranked first',
    );
  });
});

describe('LearningCurveCard', () => {
  const textWith = (versions: readonly VersionView[]) =>
    textOf(createElement(LearningCurveCard, { versions, timezone }));

  it('draws a curve from the second tested version on, and says so before', () => {
    expect(textWith([aVersion(1, { gate: null })])).toContain('No version was tested yet');
    expect(textWith([aVersion(1)])).toContain('A curve takes a second one.');
    expect(textWith([aVersion(2), aVersion(1)])).toContain(
      'From 21.0% ± 1.0 with 1,000 orders to 22.0% ± 1.0 with 2,000 orders.',
    );
  });
});

describe('VersionsCard', () => {
  it('tells the one that serves from those refused and replaced', () => {
    const versions = [aVersion(3, { objection: 'Worse.' }), aVersion(2), aVersion(1)];
    const text = textOf(createElement(VersionsCard, { versions, timezone }));
    expect(text).toMatch(/3 Refused .* 2 Serves .* 1 Replaced /);
    expect(text).toContain('8.4 s');
  });
});

describe('draftOf', () => {
  const known = {
    id: 'gid://shopify/Product/1',
    title: 'Mug',
    imageUrl: null,
    price: null,
    isPublished: true,
  };
  const gone = 'gid://shopify/Product/9';
  const merchandising = {
    pin: [known.id, gone],
    ban: [],
    pairs: [{ product: gone, offer: [known.id] }],
    marginDial: 0.4,
    version: 3,
  };

  it('names what is gone by its number, and gives back what was stored', () => {
    const draft = draftOf({ merchandising, chosen: [known] });
    expect(draft.pin).toEqual([known, expect.objectContaining({ title: 'Product 9', isGone: true })]);
    const { version: _, ...stored } = merchandising;
    expect(toStored(draft)).toEqual(stored);
  });
});

describe('words', () => {
  it('say figures with their chance, and times', () => {
    expect(shareWithChance({ mean: 0.239, plusMinus: 0.015 })).toBe('23.9% ± 1.5');
    expect(rankWithChance({ mean: 0.1104, plusMinus: 0.012 })).toBe('0.110 ± 0.012');
    expect([312, 8_400, 9_600, 95_000].map(formatDuration)).toEqual(['0.3 s', '8.4 s', '10 s', '1 min 35 s']);
  });

  it('say the counts behind a reason', () => {
    expect(evidenceWords({ productId: 'x', orders: 34, ordersOfSku: 1_200 })).toBe(
      'in 34 orders, of 1,200 with the product it goes with',
    );
    expect(evidenceWords({ timesBought: 3, everyDays: 41.7, daysAgo: 39.2 })).toBe(
      'bought 3 times, every 42 days, 39 days ago',
    );
    expect(evidenceWords({ country: 'GB', orders: 38, days: 7 })).toBe(
      'United Kingdom, in 38 orders, of 7 days',
    );
    expect(evidenceWords({ country: 'unknown' })).toBe('unknown');
    expect(evidenceWords({})).toBe('');
  });
});
