import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { runLifetime, type LifetimeOptions } from '#app/commands/lifetime/lifetime.ts';

const ORDERS = path.join(import.meta.dirname, '../../../sandbox/data/online-retail/orders.csv.gz');
const folder = mkdtempSync(path.join(tmpdir(), 'attune-lifetime-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(options: Partial<LifetimeOptions> = {}) {
  const lines: string[] = [];
  const problems: string[] = [];
  const status = await runLifetime(
    { orders: ORDERS, months: '12', ...options },
    { line: (text) => void lines.push(text), problem: (text) => void problems.push(text) },
  );
  return { status, lines, problems };
}

describe('attune lifetime', () => {
  it('expects of a real shop’s customers about what came in time that was held out', async () => {
    const { status, lines, problems } = await run({ summary: true });
    expect([status, problems]).toEqual([0, []]);
    const { heldOut, customers } = JSON.parse(lines.join('\n'));
    expect(customers).toBe(3_970);
    expect(heldOut.expected / heldOut.bought).toBeGreaterThan(0.9);
    expect(heldOut.expected / heldOut.bought).toBeLessThan(1.1);
    expect(heldOut.groups).toHaveLength(8);
  });

  it('prints a line a customer, by id, looked at from any instant', async () => {
    const { status, lines } = await run({ at: '2011-06-01' });
    expect(status).toBe(0);
    const first = JSON.parse(lines[0] ?? '');
    expect(first).toMatchObject({ customer: '12346', repeats: 0, aliveProbability: 1 });
    const ids = lines.map((line) => String(JSON.parse(line).customer));
    expect(ids).toEqual(ids.toSorted());
    expect(lines.every((line) => JSON.parse(line).expectedPurchases >= 0)).toBe(true);
  });

  it('says at a past instant what the file that ends there says', async () => {
    const at = '2011-06-01T00:00:00';
    const [header = '', ...rows] = gunzipSync(readFileSync(ORDERS)).toString().trim().split('\n');
    const cut = path.join(folder, 'cut.csv');
    writeFileSync(cut, [header, ...rows.filter((row) => (row.split(',')[1] ?? '') <= at)].join('\n'));
    expect((await run({ at })).lines).toEqual((await run({ at, orders: cut })).lines);
  });

  it('says what is missing, and what is wrong', async () => {
    const few = path.join(folder, 'few.csv');
    writeFileSync(few, 'order,time,customer,sku,qty,price\n1,2026-01-01,c1,a,1,5\n2,yesterday,c1,a,1,5\n');
    const { status, lines, problems } = await run({ orders: few });
    expect([status, lines]).toEqual([1, []]);
    expect(problems).toEqual([
      `${few}:3: Expected "time" to be ISO 8601, e.g. 2026-11-22T12:00:00, found another text.`,
      'Not enough data: 50 customers and 20 who bought again are needed, found 1 and 0.',
    ]);
    expect((await run({ months: '0' })).problems).toEqual([
      'Expected --months as a whole number from 1 to 60, found "0".',
    ]);
    expect((await run({ orders: path.join(folder, 'none.csv') })).status).toBe(1);
  });
});
