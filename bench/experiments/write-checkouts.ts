import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createRandom } from '../random.ts';
import { createFolder } from './fold.ts';
import { simulate } from '#app/domain/experiments/simulation/simulate.ts';
import { FLATTERING, SHOP } from '#app/domain/experiments/simulation/world.ts';

/** Writes a CSV file of simulated checkouts, one a line, at least `least` of them; gives how many there are. */
export async function writeCheckouts(file: string, least: number, seed: number): Promise<number> {
  const random = createRandom(seed);
  const out = createWriteStream(file);
  out.write('unit,arm,completed,profit,attributed,checkouts,spent_before\n');
  let written = 0;
  for (let batch = 0; written < least; batch += 1) {
    const folder = createFolder(simulate({ ...SHOP, offer: FLATTERING }, random));
    folder.takeUntil(Infinity);
    const lines = [...folder.rows()].map(
      ({ unit, arm, values }) =>
        `${unit}-${batch},${arm},${values.map((value) => Number(value.toFixed(2))).join(',')}\n`,
    );
    written += lines.length;
    if (!out.write(lines.join(''))) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  return written;
}
