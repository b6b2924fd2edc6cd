import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface Impression {
  readonly item: number;
  /** 1 to 3. */
  readonly position: number;
  readonly propensity: number;
  readonly click: number;
}

const FOLDER = path.join(import.meta.dirname, '../fixtures/open-bandit');

/** 10,000 logged impressions of the Open Bandit data set (tests/fixtures/open-bandit/ATTRIBUTION.md). */
export function readImpressions(campaign: 'men' | 'women', policy: 'bts' | 'random'): readonly Impression[] {
  const text = gunzipSync(readFileSync(path.join(FOLDER, `${campaign}-${policy}.csv.gz`))).toString();
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [item = 0, position = 0, propensity = 0, click = 0] = line.split(',').map(Number);
      return { item, position, propensity, click };
    });
}
