#!/usr/bin/env node
/** The `attune` command line: `npx attune --help`. Each command has its own file or folder here. */
import { Command } from 'commander';
import { runOnProcess } from './output.ts';

const program = new Command('attune').description('Checkout personalization for Shopify.').version('0.1.0');

program
  .command('demo')
  .description('run Attune against a local stand-in of Shopify that holds a real shop’s orders')
  .option('--check', 'walk the whole journey in a headless browser, print one JSON line, exit 0 or 1')
  .option('--reset', 'forget the demo’s database and settings first')
  .action(async (options) => (await import('./demo/demo.ts')).runDemoCommand(options));

program
  .command('segments')
  .description('say who is in which segment at an instant, from a file of events')
  .requiredOption('--events <file>', 'events as JSON lines, gzip allowed')
  .requiredOption('--segments <file>', 'segments, one "name: rule" a line')
  .requiredOption('--at <instant>', 'the instant, ISO 8601 with a zone')
  .option('--timezone <zone>', 'the zone of the shop, for calendar days', 'UTC')
  .option('--currency <code>', 'the currency of the shop: it says how many decimals money has', 'GBP')
  .option('--next', 'also say when time alone changes each membership')
  .action(async (options) => {
    const { runSegments } = await import('./segments/segments.ts');
    await runOnProcess((output) => runSegments(options, output));
  });

program
  .command('backtest')
  .description('say how well each model would have found what was really bought, from a file of orders')
  .requiredOption('--orders <file>', 'orders as CSV: order, time, customer, country, sku, qty, price')
  .option('--products <file>', 'products as CSV: sku, title, price and what else is known')
  .option('--since <instant>', 'the test starts here, ISO 8601; when left out, 30 days before the last order')
  .option('--json', 'print one JSON object instead of tables')
  .action(async (options) => {
    const { runBacktest } = await import('./recommendations/backtest.ts');
    await runOnProcess((output) => runBacktest(options, output));
  });

program
  .command('rank')
  .description('rank what to offer for each question of a file, learned from a file of orders')
  .requiredOption('--orders <file>', 'orders as CSV: order, time, customer, country, sku, qty, price')
  .requiredOption('--queries <file>', 'questions as JSON lines: cart, customer, now, country, history')
  .option('--products <file>', 'products as CSV: sku, title, price and what else is known')
  .option('--k <number>', 'offers wanted at most for each question', '10')
  .action(async (options) => {
    const { runRank } = await import('./recommendations/rank.ts');
    await runOnProcess((output) => runRank(options, output));
  });

program
  .command('experiment')
  .description('report on an experiment: what each arm caused, and what may be said yet, as JSON')
  .requiredOption(
    '--data <file>',
    'CSV with a header: a unit, its arm, its outcomes; several rows of a unit are summed',
  )
  .requiredOption('--metric <metric...>', 'a column, or column/column for a ratio; the first one decides')
  .option(
    '--pre <column>',
    'a figure of the unit from before the experiment, to take chance out of means (CUPED)',
  )
  .option('--unit <column>', 'the column that says who was drawn', 'unit')
  .option('--arm <column>', 'the column that says the arm', 'arm')
  .option(
    '--control <arm>',
    'the arm the others are compared with; else one named control or holdout, or the first',
  )
  .option('--split <arm=share...>', 'the shares the arms were drawn with; else equal ones')
  .option('--lower <metric...>', 'metrics of which less is better')
  .option('--guard <metric...>', 'metrics that an arm may not cost; else all of them')
  .option('--harm <share>', 'the loss that the guard is tuned to, as a share of control', '0.03')
  .option('--alpha <share>', 'the chance of a false finding', '0.05')
  .option(
    '--tuned-units <number>',
    'units at which always-valid intervals are narrowest; set it beforehand',
    '5000',
  )
  .option('--weekly-units <number>', 'units that come in a week, to say how long an answer takes')
  .action(async (options) => {
    const { runExperiment } = await import('./experiment/experiment.ts');
    await runOnProcess((output) => runExperiment(options, output));
  });

program
  .command('assign')
  .description('say which arm of an experiment each unit gets, as JSON lines')
  .requiredOption(
    '--experiment <file>',
    'the experiment as JSON: id, arms, and, where there are any, holdout and group',
  )
  .requiredOption('--ids <file>', 'shoppers or checkouts, one id a line, gzip allowed')
  .action(async (options) => {
    const { runAssign } = await import('./experiment/assign.ts');
    await runOnProcess((output) => runAssign(options, output));
  });

program
  .command('off-policy')
  .description('say what another policy would have earned, from the log of one that drew by chance, as JSON')
  .requiredOption(
    '--log <file>',
    'CSV with a header: propensity, target, reward; predicted, predicted_target for the doubly robust estimate',
  )
  .action(async (options) => {
    const { runOffPolicy } = await import('./off-policy/off-policy.ts');
    await runOnProcess((output) => runOffPolicy(options, output));
  });

program
  .command('lifetime')
  .description('say how alive each customer is and what is to be expected of them, from a file of orders')
  .requiredOption('--orders <file>', 'orders as CSV: order, time, customer, sku, qty, price')
  .option('--at <instant>', 'the instant to look from, ISO 8601; when left out, that of the last order')
  .option('--months <number>', 'how far to look ahead', '12')
  .option('--summary', 'print the models and how they did on time that was held out, instead of customers')
  .action(async (options) => {
    const { runLifetime } = await import('./lifetime/lifetime.ts');
    await runOnProcess((output) => runLifetime(options, output));
  });

program
  .command('infer')
  .description(
    'say how well a column with missing values can be inferred from the others, or infer it, as JSON',
  )
  .requiredOption('--data <file>', 'CSV with a header, gzip allowed; an empty field is a missing value')
  .requiredOption('--target <column>', 'the column to infer')
  .option('--without <column...>', 'columns not to infer from')
  .option('--category <column...>', 'columns of numbers that are names, e.g. codes')
  .option('--coverage <share>', 'the chance that the true value is among those not ruled out', '0.9')
  .option('--least-probability <share>', 'how probable a value must be to be told', '0.8')
  .option(
    '--split <way>',
    'learn from and test on rows drawn by "chance", or by "order": the first, the last',
    'chance',
  )
  .option('--seed <number>', 'what rows are drawn from', '7')
  .option('--fill', 'print the rows without a value, with what is inferred beside what is given')
  .action(async (options) => {
    const { runInfer } = await import('./infer/infer.ts');
    await runOnProcess((output) => runInfer(options, output));
  });

program
  .command('replay')
  .description(
    'make a past decision again from the ledger and compare it, as JSON; reads the server’s settings',
  )
  .requiredOption('--shop <domain>', 'the shop, e.g. example.myshopify.com')
  .requiredOption(
    '--decision <id>',
    'the decision’s id, as the address of its page in the admin ends with it',
  )
  .action(async (options) => {
    const { runReplay } = await import('./replay/replay.ts');
    await runOnProcess((output) => runReplay(options, output));
  });

await program.parseAsync();
