#!/usr/bin/env node
/** The `attune` command line: `npx attune --help`. Each command has its own file or folder here. */
import { Command } from 'commander';
import { runDemoCommand } from './demo/demo.ts';

const program = new Command('attune').description('Checkout personalization for Shopify.').version('0.1.0');

program
  .command('demo')
  .description('run Attune against a local stand-in of Shopify that holds a real shop’s orders')
  .option('--check', 'walk the whole journey in a headless browser, print one JSON line, exit 0 or 1')
  .option('--reset', 'forget the demo’s database and settings first')
  .action(runDemoCommand);

await program.parseAsync();
