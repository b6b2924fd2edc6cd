import type { Plan } from '#app/domain/experiments/analysis/plan.ts';
import { columnsOf, parseMetric, type Metric } from '#app/domain/experiments/metric.ts';
import { InputProblem } from '../input/input-problem.ts';
import type { ExperimentOptions } from './experiment.ts';

/** What the options say before the data are read: all of the plan but its arms. Throws InputProblem. */
export type PlannedOptions = Omit<Plan, 'control' | 'shares'>;

export function readPlan(options: ExperimentOptions): PlannedOptions {
  const lower = options.lower ?? [];
  const metrics = options.metric.flatMap((text) => text.split(',')).map((text) => readMetric(text, lower));
  const names = metrics.map(({ name }) => name);
  const guard = options.guard ?? names;
  for (const [option, given] of [
    ['--lower', lower],
    ['--guard', guard],
  ] as const)
    for (const name of given)
      if (!names.includes(name))
        throw new InputProblem(
          `Expected ${option} to name one of the metrics ${names.join(', ')}, found "${name}".`,
        );
  if (options.pre !== undefined && metrics.flatMap(columnsOf).includes(options.pre))
    throw new InputProblem(
      `Expected --pre to name a figure from before the experiment, found the outcome "${options.pre}".`,
    );
  return {
    metrics,
    pre: options.pre ?? null,
    guarded: metrics.filter(({ name }) => guard.includes(name)),
    harm: readNumber('--harm', options.harm, 0, 1),
    alpha: readNumber('--alpha', options.alpha, 0, 0.5),
    tunedUnits: readNumber('--tuned-units', options.tunedUnits, 1, Infinity),
    weeklyUnits:
      options.weeklyUnits === undefined
        ? null
        : readNumber('--weekly-units', options.weeklyUnits, 0, Infinity),
  };
}

function readMetric(text: string, lower: readonly string[]): Metric {
  const metric = parseMetric(text, lower.includes(text));
  if (metric.ok) return metric.value;
  throw new InputProblem(metric.failure);
}

function readNumber(option: string, text: string, above: number, below: number): number {
  const number = Number(text);
  if (text.trim() !== '' && number > above && number < below) return number;
  const range = below === Infinity ? `above ${above}` : `between ${above} and ${below}`;
  throw new InputProblem(`Expected ${option} to be a number ${range}, found "${text}".`);
}

/** The plan's arms, for those found in the data. Throws InputProblem. */
export function readArms(
  arms: readonly string[],
  options: ExperimentOptions,
): Pick<Plan, 'control' | 'shares'> {
  return { control: readControl(arms, options.control), shares: readShares(arms, options.split) };
}

function readControl(arms: readonly string[], wanted: string | undefined): string {
  const found =
    wanted === undefined
      ? (arms.find((arm) => /^(control|holdout)$/i.test(arm)) ?? arms[0])
      : arms.find((arm) => arm === wanted);
  if (found !== undefined) return found;
  throw new InputProblem(
    `Expected --control to be one of the arms ${arms.join(', ')}, found "${wanted ?? ''}".`,
  );
}

function readShares(arms: readonly string[], split: readonly string[] | undefined): Plan['shares'] {
  if (split === undefined) return new Map(arms.map((arm) => [arm, 1]));
  const shares = new Map(split.flatMap((text) => text.split(',')).map(readShare));
  const [missing, unknown] = [
    arms.filter((arm) => !shares.has(arm)),
    [...shares.keys()].filter((arm) => !arms.includes(arm)),
  ];
  if (missing.length + unknown.length === 0) return shares;
  throw new InputProblem(
    `Expected --split to give each of the arms ${arms.join(', ')} its share, found ${[...shares.keys()].join(', ')}.`,
  );
}

function readShare(text: string): readonly [string, number] {
  const at = text.lastIndexOf('=');
  const share = Number(text.slice(at + 1));
  if (at > 0 && share > 0 && share < Infinity) return [text.slice(0, at), share];
  throw new InputProblem(
    `Expected --split as arm=share with shares above 0, e.g. control=50 new=50, found "${text}".`,
  );
}
