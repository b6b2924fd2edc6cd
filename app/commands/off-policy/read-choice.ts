import type { LoggedChoice } from '#app/domain/statistics/off-policy/logged-choice.ts';
import type { PredictedChoice } from '#app/domain/statistics/off-policy/doubly-robust.ts';
import { BadLine } from '../input/bad-line.ts';
import type { CsvRow } from '../input/read-csv.ts';

/** One row of a log. Predictions are read where the file has their columns. Throws BadLine. */
export function readChoice(row: CsvRow): LoggedChoice | PredictedChoice {
  const propensity = readNumber(row, 'propensity');
  const target = readNumber(row, 'target');
  if (propensity <= 0 || propensity > 1)
    throw new BadLine(`Expected "propensity" above 0 and at most 1, found ${propensity}.`);
  if (target < 0 || target > 1) throw new BadLine(`Expected "target" from 0 to 1, found ${target}.`);
  const choice = { propensity, target, reward: readNumber(row, 'reward') };
  if (row['predicted'] === undefined || row['predicted_target'] === undefined) return choice;
  return {
    ...choice,
    predicted: readNumber(row, 'predicted'),
    predictedTarget: readNumber(row, 'predicted_target'),
  };
}

function readNumber(row: CsvRow, column: string): number {
  const text = (row[column] ?? '').trim();
  const number = Number(text);
  if (text !== '' && Number.isFinite(number)) return number;
  throw new BadLine(
    `Expected "${column}" to be a number, found ${text === '' ? 'nothing' : 'another text'}.`,
  );
}
