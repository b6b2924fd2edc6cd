import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runBacktest, type BacktestCommandOptions } from '#app/commands/recommendations/backtest.ts';
import { writePairShop } from './shop-files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'attune-backtest-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(options: Partial<BacktestCommandOptions> = {}, orders = 240) {
  const lines: string[] = [];
  const problems: string[] = [];
  const status = await runBacktest(
    { ...writePairShop(folder, orders), ...options },
    { line: (text) => void lines.push(text), problem: (text) => void problems.push(text) },
  );
  return { lines, problems, status };
}

describe('attune backtest', () => {
  it('prints both tasks by model, with intervals', async () => {
    const { lines, problems, status } = await run({ since: '2026-02-15' });
    expect([problems, status]).toEqual([[], 0]);
    expect(lines[0]).toBe(
      '180 orders learned, 60 tested, from 2026-02-15 on; 8 products; ± is a 95 % interval',
    );
    expect(lines[2]).toBe('Cart completion: 120 questions, one product of an order from at most five others');
    expect(lines[3]?.split(/ {2,}/)).toEqual(['model', 'HR@3', 'HR@10', 'MRR@10', 'recall@10', 'NDCG@10']);
    expect(lines.slice(4, 11).map((line) => line.split(/ {2,}/)[0])).toEqual([
      'popularity',
      'own purchases',
      'content',
      'bought together',
      'EASE^R',
      'hybrid',
      'hybrid, live',
    ]);
  });

  it('finds the other of a pair first, always', async () => {
    const { lines } = await run({ json: true });
    const { models } = JSON.parse(lines[0] ?? '');
    const hybrid = models.find(({ model }: { model: string }) => model === 'hybrid');
    expect(hybrid.completion.reciprocalRank10).toEqual({ mean: 1, plusMinus: 0 });
  });

  it('says when there are too few orders to learn weights', async () => {
    const { problems, status } = await run({}, 60);
    expect(problems).toEqual(['Not enough data: 40 orders to learn from, 50 are needed to learn weights.']);
    expect(status).toBe(0);
  });

  it('says when nothing is left to learn from or to test', async () => {
    const { problems, status } = await run({ since: '2020-01-01' });
    expect(problems).toEqual([
      'Expected orders before and after the start of the test, found 240 orders on one side of it.',
    ]);
    expect(status).toBe(1);
  });
});
