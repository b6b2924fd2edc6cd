#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { createInterface } from 'node:readline';
import { canConnect, createDatabase } from './connection.ts';
import { runMethod } from './methods.ts';
import { toLogLine, toRpcError } from './failure.ts';
import { lastPanic } from './wasm.ts';

/**
 * Stands in for Prisma's native schema engine, which npm does not ship: the Prisma command line starts
 * this file (prisma.config.ts names it) and talks line-delimited JSON-RPC to it over stdin and stdout.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    datasource: { type: 'string' },
    datamodels: { type: 'string', multiple: true },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
  },
});
const url = readUrl(values.datasource);

// A panic of the engine is thrown outside any promise and leaves the request without an answer.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${toLogLine(lastPanic() || error)}\n`);
  process.exit(101);
});

if (positionals[0] === 'cli') await runCommand(positionals[1] ?? '');
else await serve();

function readUrl(datasource: string | undefined): string {
  const parsed: unknown = JSON.parse(datasource ?? '{}');
  const isObject = typeof parsed === 'object' && parsed !== null;
  return isObject && 'url' in parsed && typeof parsed.url === 'string' ? parsed.url : '';
}

/** The two commands the Prisma command line runs on their own; their failure is a log line on stderr. */
async function runCommand(name: string): Promise<void> {
  try {
    if (name === 'can-connect-to-database') await canConnect(url);
    else if (name === 'create-database') await createDatabase(url);
    else throw new Error(`Expected can-connect-to-database or create-database, found "${name}".`);
  } catch (error) {
    process.stderr.write(`\n${toLogLine(error)}`);
    process.exitCode = 1;
  }
}

async function serve(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line);
    if (method === undefined) continue;
    send({ jsonrpc: '2.0', id, ...(await answer(method, params)) });
  }
}

async function answer(method: string, params: unknown): Promise<object> {
  try {
    return { result: await runMethod(url, method, params, print) };
  } catch (error) {
    return { error: toRpcError(error) };
  }
}

function print(content: string): void {
  send({ jsonrpc: '2.0', id: 0, method: 'print', params: { content } });
}

function send(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
