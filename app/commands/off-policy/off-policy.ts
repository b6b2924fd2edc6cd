import { evaluatePolicy, LEAST_EFFECTIVE } from '#app/domain/statistics/off-policy/evaluate-policy.ts';
import type { LoggedChoice } from '#app/domain/statistics/off-policy/logged-choice.ts';
import { BadLine } from '../input/bad-line.ts';
import { isFileError } from '../input/file-error.ts';
import { readCsv } from '../input/read-csv.ts';
import type { Output } from '../output.ts';
import { readChoice } from './read-choice.ts';

export interface OffPolicyOptions {
  readonly log: string;
}

/** Problems told one by one; after them only their number. */
const MOST_TOLD = 20;

/**
 * `attune off-policy`: what another policy would have earned, as one JSON object. Gives the exit status: 1 when anything could not be used
 * or the log says too little to be read.
 */
export async function runOffPolicy({ log }: OffPolicyOptions, output: Output): Promise<0 | 1> {
  try {
    const { choices, badLines } = await readLog(log, output);
    const evaluation = evaluatePolicy(choices);
    if (evaluation === null)
      throw new BadLine('Expected choices that the policy in question would make too, found none.');
    if (!evaluation.isEnough)
      output.problem(
        `The log is worth ${evaluation.effectiveSampleSize.toFixed(1)} choices of this policy, under ${LEAST_EFFECTIVE}: the figures are not to be trusted.`,
      );
    await output.line(JSON.stringify({ file: log, badLines, ...evaluation }, null, 2));
    return badLines === 0 && evaluation.isEnough ? 0 : 1;
  } catch (error) {
    if (error instanceof BadLine) output.problem(`${log}: ${error.message}`);
    else if (isFileError(error)) output.problem(`Expected a file that can be read, found: ${error.message}`);
    else throw error;
    return 1;
  }
}

async function readLog(
  file: string,
  output: Output,
): Promise<{ choices: readonly LoggedChoice[]; badLines: number }> {
  const choices: LoggedChoice[] = [];
  let badLines = 0;
  await readCsv(file, ['propensity', 'target', 'reward'], (row, line) => {
    try {
      choices.push(readChoice(row));
    } catch (error) {
      if (!(error instanceof BadLine)) throw error;
      badLines++;
      if (badLines <= MOST_TOLD) output.problem(`${file}:${line}: ${error.message}`);
    }
  });
  if (badLines > MOST_TOLD) output.problem(`… and ${badLines - MOST_TOLD} lines more that cannot be used.`);
  return { choices, badLines };
}
