import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fitInference } from '#app/domain/quality/inference/fit-inference.ts';
import type { Inference, InferenceOptions } from '#app/domain/quality/inference/inference.ts';
import type { Row } from '#app/domain/quality/inference/table.ts';
import { InputProblem, sentenceOf } from '../input/input-problem.ts';
import type { Output } from '../output.ts';
import { readTable } from './read-table.ts';

export interface InferOptions {
  readonly data: string;
  readonly target: string;
  readonly without?: readonly string[];
  readonly category?: readonly string[];
  readonly coverage: string;
  readonly leastProbability: string;
  readonly split: string;
  readonly seed: string;
  readonly fill?: boolean;
}

/**
 * `attune infer`: how well a column can be inferred from the others, as one JSON object, or with `fill` one JSON line for each row where it
 * is missing. Gives the exit status: 1 when anything could not be used, or there is too little to learn from.
 */
export async function runInfer(options: InferOptions, output: Output): Promise<0 | 1> {
  try {
    const target = options.target.toLowerCase();
    const { rows, names, badLines } = await readTable(options.data, target, options.category ?? [], output);
    const settings = readSettings(options, target, names);
    const inference = fitInference(rows, settings);
    if (!inference.ok) throw new InputProblem(`${options.data}: ${inference.failure}`);
    const model = versionOf(options.data, settings);
    const lines = options.fill
      ? filled(rows, target, inference.value, model)
      : [JSON.stringify({ file: options.data, model, ...inference.value.report }, null, 2)];
    for (const line of lines) await output.line(line);
    return badLines === 0 ? 0 : 1;
  } catch (error) {
    output.problem(sentenceOf(error));
    return 1;
  }
}

function readSettings(options: InferOptions, target: string, names: readonly string[]): InferenceOptions {
  const without = (options.without ?? []).map((name) => name.toLowerCase());
  const unknown = without.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new InputProblem(`Expected --without to name columns, found "${unknown}".`);
  const coverage = readShare(options.coverage, '--coverage');
  const leastProbability = readShare(options.leastProbability, '--least-probability');
  const seed = Number(options.seed);
  if (!Number.isSafeInteger(seed))
    throw new InputProblem(`Expected --seed as a whole number, found "${options.seed}".`);
  const { split } = options;
  if (split !== 'chance' && split !== 'order')
    throw new InputProblem(`Expected --split as "chance" or "order", found "${split}".`);
  const features = names.filter((name) => name !== target && !without.includes(name));
  return { target, features, coverage, leastProbability, splitBy: split, seed };
}

function readShare(text: string, option: string): number {
  const share = Number(text);
  if (share > 0 && share < 1) return share;
  throw new InputProblem(`Expected ${option} as a number over 0 and under 1, e.g. 0.9, found "${text}".`);
}

/** The same rows and settings make the same model: its version says which. */
function versionOf(file: string, settings: InferenceOptions): string {
  const hash = createHash('sha256').update(readFileSync(file)).update(JSON.stringify(settings));
  return hash.digest('hex').slice(0, 12);
}

/** The row as given; what is inferred stands beside it. */
function* filled(
  rows: readonly Row[],
  target: string,
  { predict }: Inference,
  model: string,
): Generator<string> {
  for (const [at, row] of rows.entries()) {
    if (row[target] !== null) continue;
    const { value, probability, set } = predict(row);
    const inferred = { name: target, value, probability: Number(probability.toPrecision(4)), set, model };
    yield JSON.stringify({ row: at + 1, given: row, inferred });
  }
}
