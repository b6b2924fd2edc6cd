import type { BacktestReport, ModelBacktest } from '#app/domain/recommendations/backtest/backtest.ts';
import type { Estimate } from '#app/domain/recommendations/backtest/estimate.ts';
import { MEASURES } from '#app/domain/recommendations/backtest/measures.ts';

const HEADINGS: Readonly<Record<(typeof MEASURES)[number], string>> = {
  hitRate3: 'HR@3',
  hitRate10: 'HR@10',
  reciprocalRank10: 'MRR@10',
  recall10: 'recall@10',
  ndcg10: 'NDCG@10',
};

/** The report as lines of text: two tables, each figure with the half width of its 95 % interval. */
export function printReport(report: BacktestReport): string[] {
  const { learned, tested, since, products, questions, models } = report;
  const day = new Date(since * 1000).toISOString().slice(0, 10);
  return [
    `${learned} orders learned, ${tested} tested, from ${day} on; ${products} products; ± is a 95 % interval`,
    '',
    `Cart completion: ${questions.completion} questions, one product of an order from at most five others`,
    ...table(models, 'completion'),
    '',
    `Next basket: ${questions.nextBasket} questions, a customer's whole next order from the earlier ones`,
    ...table(models, 'nextBasket'),
  ];
}

function table(models: readonly ModelBacktest[], task: 'completion' | 'nextBasket'): string[] {
  const header = ['model', ...MEASURES.map((name) => HEADINGS[name])];
  const rows = models.map((each) => [each.model, ...MEASURES.map((name) => print(each[task][name]))]);
  const widths = header.map((_, at) => Math.max(...[header, ...rows].map((row) => row[at]?.length ?? 0)));
  return [header, ...rows].map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function print({ mean, plusMinus }: Estimate): string {
  return `${mean.toFixed(4)} ±${plusMinus.toFixed(4)}`;
}
