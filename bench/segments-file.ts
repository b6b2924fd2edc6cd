/**
 * `attune segments` over a file of 1,000,000 events: CPU time of the whole command in this process, its collector included,
 * beside the time in which the same lines are only parsed as JSON in the same run.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runSegments } from '#app/commands/segments/segments.ts';
import { createRandom } from './random.ts';
import type { Figure } from './report/figure.ts';
import { eventLines } from './segments-file/event-lines.ts';

const EVENTS = 1_000_000;
const ROUNDS = 3;
const AT = '2026-11-22T12:00:00Z';

const SEGMENTS = [
  'frequent: purchases.count within 60 days > 5',
  'spenders: purchases.spend within 90 days >= 250',
  'recent: purchases.last within 30 days',
  'abandoned: cart.open_for > 24 hours',
  'browsers: views.count within 7 days >= 10',
  'british: customer.country = "GB"',
  'gold: loyalty.tier = "Gold"',
  'loyal: loyalty.tier = "Gold" AND purchases.count within 60 days > 1 AND NOT cart.open_for > 24 hours',
];

/** Runs for about a minute on an idle machine. */
export async function benchSegmentsFile(say: (line: string) => void): Promise<readonly Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'attune-bench-'));
  const [events, segments] = [path.join(folder, 'events.jsonl'), path.join(folder, 'segments.txt')];
  try {
    const lines = eventLines(createRandom(20_261_122), EVENTS, Date.parse(AT) / 1000);
    await writeFile(events, lines.join('\n'));
    await writeFile(segments, SEGMENTS.join('\n'));
    let members = 0;
    const output = { line: () => void (members += 1), problem: say };
    const options = { events, segments, at: AT, timezone: 'UTC', currency: 'GBP' };
    const command = await best(() => runSegments(options, output));
    const parsing = await best(() => parseOnly(events));
    say(`${members / ROUNDS} memberships of ${SEGMENTS.length} segments, the best of ${ROUNDS} rounds`);
    return [
      { name: 'events a second of CPU', value: EVENTS / command, unit: '/s', target: { least: 400_000 } },
      { name: 'the lines only parsed as JSON', value: EVENTS / parsing, unit: '/s' },
      { name: 'CPU of the command, in times of parsing', value: command / parsing, unit: 'times' },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function parseOnly(file: string): Promise<void> {
  for (const line of (await readFile(file, 'utf8')).split('\n')) JSON.parse(line);
}

/** Seconds of CPU of the quickest round: what else the machine does only adds to the others. */
async function best(work: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const started = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(started);
    least = Math.min(least, (user + system) / 1e6);
  }
  return least;
}
