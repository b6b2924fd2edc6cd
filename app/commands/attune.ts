#!/usr/bin/env node
/** The `attune` command line: `npx attune --help`. Each command has its own file or folder here. */
import { Command } from 'commander';

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
  .action(async (options) => (await import('./segments/command.ts')).runSegmentsCommand(options));

await program.parseAsync();
