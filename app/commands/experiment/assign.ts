import { assign, type Assignment } from '#app/domain/experiments/assignment/assign.ts';
import { sentenceOf } from '../input/input-problem.ts';
import { readLines } from '../input/read-lines.ts';
import type { Output } from '../output.ts';
import { readSetup } from './read-setup.ts';

export interface AssignOptions {
  readonly experiment: string;
  readonly ids: string;
}

/** `attune assign`: one JSON line a unit, in the order of the file. Gives the exit status: 1 when anything could not be used. */
export async function runAssign({ experiment, ids }: AssignOptions, output: Output): Promise<0 | 1> {
  try {
    const setup = await readSetup(experiment);
    const answers: { unit: string; assignment: Assignment }[] = [];
    await readLines(ids, (line) => {
      const unit = line.trim();
      if (unit !== '') answers.push({ unit, assignment: assign(setup, unit) });
    });
    for (const { unit, assignment } of answers) await output.line(JSON.stringify({ unit, ...assignment }));
    return 0;
  } catch (error) {
    output.problem(sentenceOf(error));
    return 1;
  }
}
