import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';
import { API_KEY, API_SECRET, ENCRYPTION_KEY } from '#tests/support/running-server.ts';

const SERVER = path.resolve(import.meta.dirname, '../server.ts');
let database: ClonedDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

/** server.ts as a process of its own. */
function spawnServer() {
  const child = spawn(process.execPath, [SERVER], {
    env: {
      NODE_ENV: 'test',
      PATH: process.env.PATH,
      SHOPIFY_API_KEY: API_KEY,
      SHOPIFY_API_SECRET: API_SECRET,
      SHOPIFY_APP_URL: 'https://attune.example.com',
      ENCRYPTION_KEY: ENCRYPTION_KEY.toString('base64'),
      DATABASE_URL: database.url,
      ROLE: 'checkout',
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const log: { msg: string; url?: string }[] = [];
  child.stdout.on('data', (chunk: Buffer) =>
    log.push(
      ...chunk
        .toString()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ),
  );
  const ended = once(child, 'exit');
  const told = async (msg: string) => {
    await expect.poll(() => log.map((line) => line.msg), { timeout: 30_000 }).toContain(msg);
    return log.find((line) => line.msg === msg);
  };
  return { child, log, ended, told };
}

describe('a server that is asked to stop', () => {
  it('answers what is under way, also when npm hands the same Ctrl-C on once more', async () => {
    const { child, ended, told } = spawnServer();
    const { url = '' } = (await told('listening')) ?? {};
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('POST /webhooks HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n');
    expect(String((await once(socket, 'data'))[0])).toContain('100 Continue');
    socket.write('{');
    child.kill('SIGINT');
    await told('stopping');
    child.kill('SIGINT');
    socket.write('}');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toContain('HTTP/1.1 401');
    expect(await ended).toEqual([0, null]);
  });
});
