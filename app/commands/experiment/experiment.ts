import { analyse } from '#app/domain/experiments/analysis/analyse.ts';
import { columnsOf } from '#app/domain/experiments/metric.ts';
import { createUnitTable, MOST_ARMS, type UnitTable } from '#app/domain/experiments/unit-table.ts';
import { createBadLines } from '../input/bad-lines.ts';
import { InputProblem, sentenceOf } from '../input/input-problem.ts';
import type { Output } from '../output.ts';
import { readArms, readPlan, type PlannedOptions } from './read-plan.ts';
import { readRows } from './read-rows.ts';

/** As the command line gives them. */
export interface ExperimentOptions {
  readonly data: string;
  readonly metric: readonly string[];
  readonly pre?: string;
  readonly unit: string;
  readonly arm: string;
  readonly control?: string;
  readonly split?: readonly string[];
  readonly lower?: readonly string[];
  readonly guard?: readonly string[];
  readonly harm: string;
  readonly alpha: string;
  readonly tunedUnits: string;
  readonly weeklyUnits?: string;
}

/** `attune experiment`: one report as JSON. Gives the exit status: 1 when anything could not be used. */
export async function runExperiment(options: ExperimentOptions, output: Output): Promise<0 | 1> {
  try {
    const planned = readPlan(options);
    const { table, badLines } = await readTable(options, planned, output);
    const arms = table.arms().filter(({ units }) => units > 0);
    if (arms.length < 2 || arms.length > MOST_ARMS)
      throw new InputProblem(
        `${options.data}: Expected 2 to ${MOST_ARMS} arms in "${options.arm}", found ${arms.length}.`,
      );
    const plan = {
      ...planned,
      ...readArms(
        arms.map(({ arm }) => arm),
        options,
      ),
    };
    const { verdict, ...figures } = analyse(arms, plan);
    const data = {
      file: options.data,
      rows: table.rows(),
      badLines,
      units: arms.reduce((sum, { units }) => sum + units, 0),
      unitsWithSeveralRows: table.repeatedUnits(),
      unitsInSeveralArms: table.crossedUnits(),
    };
    await output.line(JSON.stringify({ verdict, data, plan: shownPlan(plan, options), ...figures }, null, 2));
    return badLines === 0 ? 0 : 1;
  } catch (error) {
    output.problem(sentenceOf(error));
    return 1;
  }
}

async function readTable(
  { data, unit, arm }: ExperimentOptions,
  { metrics, pre }: PlannedOptions,
  output: Output,
): Promise<{ table: UnitTable; badLines: number }> {
  const summed = [...new Set(metrics.flatMap(columnsOf))];
  const before = pre === null ? [] : [pre];
  const table = createUnitTable(summed, before);
  const badLines = createBadLines(output);
  await readRows(data, { unit, arm, summed, before }, table.add, badLines);
  return { table, badLines: badLines.end() };
}

function shownPlan(
  plan: PlannedOptions & { control: string; shares: ReadonlyMap<string, number> },
  { control, split }: ExperimentOptions,
): object {
  return {
    control: plan.control,
    isControlGiven: control !== undefined,
    shares: Object.fromEntries(plan.shares),
    areSharesGiven: split !== undefined,
    decidingMetric: plan.metrics[0]?.name,
    pre: plan.pre,
    alpha: plan.alpha,
    correction: 'Holm, over the arms beside control',
    tunedUnits: plan.tunedUnits,
    guarded: plan.guarded.map(({ name }) => name),
    harm: plan.harm,
    weeklyUnits: plan.weeklyUnits,
  };
}
