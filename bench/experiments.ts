/**
 * Experiments: how long the report of a million checkouts takes, and, in a simulated shop whose truth is known, how often its
 * intervals hold the truth, its tests find what is not there, and its guard stops what does harm.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runExperiment } from '#app/commands/experiment/experiment.ts';
import { readLines } from '#app/commands/input/read-lines.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { studyCoverage } from './experiments/coverage.ts';
import { benchMeasuring, timesOf } from './experiments/measure-checkouts.ts';
import { studyHarm } from './experiments/harm.ts';
import { studyPeeking } from './experiments/peeking.ts';
import { SHOP } from '#app/domain/experiments/simulation/world.ts';
import { writeCheckouts } from './experiments/write-checkouts.ts';
import type { Figure } from './report/figure.ts';

const CHECKOUTS = 1_000_000;
const EXPERIMENTS = 2_000;
const HARM_RUNS = 1_000;
const SEED = 20_261_128;

export async function benchExperiments(say: (line: string) => void): Promise<readonly Figure[]> {
  say('a report of a million checkouts');
  const speed = [...(await benchReport()), ...(await benchMeasuring(say))];
  say(`coverage: ${EXPERIMENTS} experiments in a shop with a flattering offer`);
  const coverage = coverageFigures();
  say(`peeking: ${EXPERIMENTS} experiments with two equal arms, looked at daily`);
  const peeking = peekingFigures();
  say(`harm: ${HARM_RUNS} harmful and ${HARM_RUNS} equal arms`);
  return [...speed, ...coverage, ...peeking, ...harmFigures()];
}

async function benchReport(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'attune-bench-'));
  try {
    const data = path.join(folder, 'checkouts.csv');
    const checkouts = await writeCheckouts(data, CHECKOUTS, SEED);
    const bare = await timesOf(() => readLines(data, () => undefined));
    const report = await timesOf(async () => {
      const options = { unit: 'unit', arm: 'arm', harm: '0.03', alpha: '0.05', tunedUnits: '5000' };
      const metric = ['profit/checkouts', 'completed/checkouts', 'profit'];
      const status = await runExperiment(
        { ...options, data, metric, pre: 'spent_before' },
        { line: () => undefined, problem: (text) => invariant(false, text) },
      );
      invariant(status === 0, 'every line is used');
    });
    return [
      { name: 'checkouts in the file', value: checkouts, unit: 'checkouts' },
      { name: 'report, file to JSON', value: report.seconds, unit: 's', target: { most: 10 } },
      { name: 'CPU of it', value: report.cpuSeconds, unit: 's' },
      { name: 'CPU of reading the lines of the file alone', value: bare.cpuSeconds, unit: 's' },
      { name: 'CPU beside that', value: report.cpuSeconds / bare.cpuSeconds, unit: 'times' },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Where a true 95 % stays with probability 0.999 over the experiments. */
const SLACK = Math.round(330 * Math.sqrt((0.95 * 0.05) / EXPERIMENTS) * 100) / 100;

function coverageFigures(): readonly Figure[] {
  const { holds, alwaysValidHolds, attributedHolds, cupedError } = studyCoverage(EXPERIMENTS, SEED);
  const unit = '%';
  return [
    ...Object.entries(holds).map(([name, value]) => ({
      name: `95 % interval for one look holds the truth of ${name}`,
      value: 100 * value,
      unit,
      target: { least: 95 - SLACK },
    })),
    {
      name: 'always-valid 95 % interval holds it',
      value: 100 * alwaysValidHolds,
      unit,
      target: { least: 95 },
    },
    { name: 'interval of attributed profit holds it', value: 100 * attributedHolds, unit },
    { name: 'standard error with CUPED beside without', value: cupedError, unit: 'times' },
  ];
}

function peekingFigures(): readonly Figure[] {
  const { looks, alwaysValid, oneLook, guard } = studyPeeking(EXPERIMENTS, SEED, {
    ...SHOP,
    shoppers: 1_000,
  });
  return [
    { name: 'daily looks', value: looks, unit: 'looks' },
    { name: 'false findings, always-valid', value: 100 * alwaysValid, unit: '%', target: { most: 5 } },
    { name: 'false findings, a test for one look', value: 100 * oneLook, unit: '%' },
    { name: 'false stops by the guards', value: 100 * guard, unit: '%', target: { most: 5 } },
  ];
}

function harmFigures(): readonly Figure[] {
  const study = studyHarm(HARM_RUNS, SEED);
  const { theory, meanCheckouts, medianCheckouts, foundInTime, falseStops, equalCheckouts } = study;
  return [
    { name: 'checkouts to find 3 % harm at 50 % completion, by theory', value: theory, unit: 'checkouts' },
    {
      name: 'mean of simulated ones beside it',
      value: meanCheckouts / theory,
      unit: 'times',
      target: { most: 1.5 },
    },
    { name: 'median beside it', value: medianCheckouts / theory, unit: 'times' },
    { name: 'found within 1.5 times', value: 100 * foundInTime, unit: '%' },
    {
      name: `equal arms stopped within ${equalCheckouts} checkouts, a look every 100`,
      value: 100 * falseStops,
      unit: '%',
      target: { most: 5 },
    },
  ];
}
