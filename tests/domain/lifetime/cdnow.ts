import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PurchaseSummary } from '#app/domain/lifetime/purchase-summary.ts';

const FILE = join(import.meta.dirname, '../../cases/cdnow/customers.csv');

/** The 2,357 customers of tests/cases/cdnow, times in days. */
export const CDNOW: readonly PurchaseSummary[] = readFileSync(FILE, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [repeats = 0, lastAt = 0, age = 0, meanValue = 0] = line.split(',').map(Number);
    return { repeats, lastAt, age, meanValue };
  });
