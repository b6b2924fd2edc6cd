import { backtest } from '#app/domain/recommendations/backtest/backtest.ts';
import { ENOUGH_ORDERS } from '#app/domain/recommendations/training/enough-orders.ts';
import { sentenceOf } from '../input/input-problem.ts';
import type { Output } from '../output.ts';
import { printReport } from './print-report.ts';
import { readShop, type ShopFiles } from './read-shop.ts';
import { readTimeOption } from './read-time.ts';

export interface BacktestCommandOptions extends ShopFiles {
  readonly since?: string;
  readonly json?: boolean;
}

/** `attune backtest`. Gives the exit status: 1 when anything could not be used, or there was nothing to test. */
export async function runBacktest(options: BacktestCommandOptions, output: Output): Promise<0 | 1> {
  try {
    const since = options.since === undefined ? undefined : readTimeOption(options.since, '--since');
    const { orders, products, badLines } = await readShop(options, output);
    const report = backtest(products, orders, since === undefined ? {} : { since });
    if (report === null) {
      output.problem(
        `Expected orders before and after the start of the test, found ${orders.length} orders on one side of it.`,
      );
      return 1;
    }
    if (report.learned < ENOUGH_ORDERS)
      output.problem(
        `Not enough data: ${report.learned} orders to learn from, ${ENOUGH_ORDERS} are needed to learn weights.`,
      );
    const lines = options.json === true ? [JSON.stringify(report)] : printReport(report);
    for (const line of lines) await output.line(line);
    return badLines === 0 ? 0 : 1;
  } catch (error) {
    output.problem(sentenceOf(error));
    return 1;
  }
}
