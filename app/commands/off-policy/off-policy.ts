import { evaluatePolicy, LEAST_EFFECTIVE } from '#app/domain/statistics/off-policy/evaluate-policy.ts';
import type { LoggedChoice } from '#app/domain/statistics/off-policy/logged-choice.ts';
import { createBadLines } from '../input/bad-lines.ts';
import { InputProblem, sentenceOf } from '../input/input-problem.ts';
import { readCsv } from '../input/read-csv.ts';
import type { Output } from '../output.ts';
import { readChoice } from './read-choice.ts';

export interface OffPolicyOptions {
  readonly log: string;
}

/**
 * `attune off-policy`: what another policy would have earned, as one JSON object. Gives the exit status: 1 when anything could not be used
 * or the log says too little to be read.
 */
export async function runOffPolicy({ log }: OffPolicyOptions, output: Output): Promise<0 | 1> {
  try {
    const { choices, badLines } = await readLog(log, output);
    const evaluation = evaluatePolicy(choices);
    if (evaluation === null)
      throw new InputProblem(
        `${log}: Expected choices that the policy in question would make too, found none.`,
      );
    if (!evaluation.isEnough)
      output.problem(
        `The log is worth ${evaluation.effectiveSampleSize.toFixed(1)} choices of this policy, under ${LEAST_EFFECTIVE}: the figures are not to be trusted.`,
      );
    await output.line(JSON.stringify({ file: log, badLines, ...evaluation }, null, 2));
    return badLines === 0 && evaluation.isEnough ? 0 : 1;
  } catch (error) {
    output.problem(sentenceOf(error));
    return 1;
  }
}

async function readLog(
  file: string,
  output: Output,
): Promise<{ choices: readonly LoggedChoice[]; badLines: number }> {
  const choices: LoggedChoice[] = [];
  const badLines = createBadLines(output);
  const columns = ['propensity', 'target', 'reward'];
  await readCsv(file, columns, (row) => void choices.push(readChoice(row)), badLines);
  return { choices, badLines: badLines.end() };
}
