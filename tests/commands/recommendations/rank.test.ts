import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runRank, type RankOptions } from '#app/commands/recommendations/rank.ts';
import { writePairShop } from './shop-files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'attune-rank-'));
afterAll(() => rmSync(folder, { recursive: true }));
const files = writePairShop(folder, 200);

async function run(queries: readonly (object | string)[], options: Partial<RankOptions> = {}) {
  const queriesFile = path.join(folder, 'queries.jsonl');
  writeFileSync(
    queriesFile,
    queries.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'),
  );
  const lines: string[] = [];
  const problems: string[] = [];
  const status = await runRank(
    { ...files, queries: queriesFile, k: '3', ...options },
    { line: (text) => void lines.push(text), problem: (text) => void problems.push(text) },
  );
  return { answers: lines.map((line) => JSON.parse(line)), problems, status };
}

describe('attune rank', () => {
  it('offers what is bought with the cart, with the reason', async () => {
    const { answers, problems, status } = await run([
      { id: 'q', cart: ['tea-2'], now: '2026-12-01T00:00:00Z' },
    ]);
    expect([problems, status]).toEqual([[], 0]);
    expect(answers).toHaveLength(1);
    expect(answers[0].id).toBe('q');
    expect(answers[0].offers).toHaveLength(3);
    expect(answers[0].offers[0]).toMatchObject({
      sku: 'pot-2',
      reason: {
        code: 'bought-together',
        text: 'Often bought with Tea, no. 2 in this cart',
        evidence: { sku: 'tea-2', orders: 50, ordersOfSku: 50 },
      },
    });
  });

  it('answers in the order of the file, with the number of the line where there is no id', async () => {
    const { answers } = await run([{ cart: ['tea-1'] }, '', { cart: ['tea-0'], now: '2026-02-10' }]);
    expect(answers.map(({ id, offers }) => [id, offers[0].sku])).toEqual([
      [1, 'pot-1'],
      [3, 'pot-0'],
    ]);
  });

  it('knows nothing at a time that came later', async () => {
    const { answers } = await run([{ cart: ['tea-0'], now: '2026-01-02T00:00:00Z' }]);
    expect(answers[0].offers[0].reason.evidence).toEqual({ sku: 'tea-0', orders: 1, ordersOfSku: 1 });
  });

  it('gives the same answer again', async () => {
    const queries = [
      { cart: ['pot-3'], customer: 'c3' },
      { customer: 7, country: 'GB' },
    ];
    expect(await run(queries)).toEqual(await run(queries));
  });

  it('tells of lines it cannot use, answers the others, and ends with 1', async () => {
    const { answers, problems, status } = await run([
      '{',
      { cart: 'tea-0' },
      { cart: ['tea-0'], now: 'noon' },
      {},
    ]);
    const file = path.join(folder, 'queries.jsonl');
    expect(problems).toEqual([
      `${file}:1: Expected one JSON object, found text that is no JSON.`,
      `${file}:2: Expected "cart" to be a list, found a string.`,
      `${file}:3: Expected "now" to be ISO 8601, e.g. 2026-11-22T12:00:00, found another text.`,
    ]);
    expect([answers.length, status]).toEqual([1, 1]);
  });

  it('says what is wrong with orders, a header, a file and --k', async () => {
    const orders = path.join(folder, 'bad.csv');
    writeFileSync(
      orders,
      'order,time,sku,qty\no1,2026-01-01,a,two\n,2026-01-01,a,1\no1,yesterday,a,1\no2,2026-01-01,b,1\n',
    );
    expect((await run([{}], { orders })).problems).toEqual([
      `${orders}:2: Expected "qty" to be a number, found another text.`,
      `${orders}:3: Expected "order" to be a text, found an empty one.`,
      `${orders}:4: Expected "time" to be ISO 8601, e.g. 2026-11-22T12:00:00, found another text.`,
    ]);
    writeFileSync(orders, 'order,sku\n');
    expect((await run([{}], { orders })).problems).toEqual([
      `${orders}: Expected a first line with order, time, sku, found one without time.`,
    ]);
    const none = path.join(folder, 'none.csv');
    expect((await run([{}], { orders: none })).problems).toEqual([
      `${none}: Expected a file that can be read, found: ENOENT: no such file or directory, stat '${none}'`,
    ]);
    expect((await run([{}], { k: '0' })).problems).toEqual([
      'Expected --k as a whole number from 1 to 1000, found "0".',
    ]);
  });
});
