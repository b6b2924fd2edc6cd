/** Inference of missing values: how true it is on rows that nothing has seen, on a shop's customers and on web sessions, and what a fit costs. */
import { readTable } from '#app/commands/infer/read-table.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { fitInference } from '#app/domain/quality/inference/fit-inference.ts';
import type { InferenceOptions, InferenceReport } from '#app/domain/quality/inference/inference.ts';
import type { Row } from '#app/domain/quality/inference/table.ts';
import { readCustomerTables } from './infer/customer-tables.ts';
import type { Figure } from './report/figure.ts';

const SESSIONS = new URL('../tests/fixtures/online-shoppers/sessions.csv.gz', import.meta.url).pathname;
const CODES = ['operatingsystems', 'browser', 'region', 'traffictype'];

export async function benchInfer(say: (line: string) => void): Promise<readonly Figure[]> {
  const { countries, nextTypes } = await readCustomerTables();
  const { rows: sessions } = await readTable(SESSIONS, 'revenue', CODES, {
    line: say,
    problem: say,
  });
  return [
    ...measure('country', countries, { target: 'country', splitBy: 'order' }, say),
    ...measure('next product type', nextTypes, { target: 'next', splitBy: 'order' }, say),
    ...measure('operating system', sessions, { target: 'operatingsystems' }, say),
    ...measure('purchase', sessions, { target: 'revenue' }, say),
  ];
}

function measure(
  name: string,
  rows: readonly Row[],
  options: InferenceOptions,
  say: (line: string) => void,
): readonly Figure[] {
  const start = process.cpuUsage();
  const inference = fitInference(rows, options);
  const { user, system } = process.cpuUsage(start);
  invariant(inference.ok, 'there are rows enough');
  const { report } = inference.value;
  say(`${name}: ${ladderOf(report)}; ${report.chosen}, ${report.calibration}`);
  say(`  ${JSON.stringify(report.answers)}`);
  return [
    { name: `${name}: log loss`, value: report.testLoss, unit: 'nats' },
    { name: `${name}: calibration error`, value: 100 * report.calibrationError, unit: '%' },
    { name: `${name}: coverage at 90 %`, value: 100 * report.coverage, unit: '%' },
    { name: `${name}: answer rate`, value: 100 * report.answerRate, unit: '%' },
    ...(report.precision === null
      ? []
      : [{ name: `${name}: precision when answering`, value: 100 * report.precision, unit: '%' }]),
    { name: `${name}: likeliest is right`, value: 100 * report.accuracy, unit: '%' },
    { name: `${name}: CPU of the fit`, value: (user + system) / 1e6, unit: 's' },
  ];
}

function ladderOf({ ladder, split }: InferenceReport): string {
  const losses = ladder.map(
    ({ rung, chooseLoss, testLoss }) => `${rung} ${chooseLoss.toFixed(3)}/${testLoss.toFixed(3)}`,
  );
  const { learn, choose, conform, test } = split;
  return `${[learn, choose, conform, test].join('+')} rows by ${split.by}; ${losses.join(', ')}`;
}
