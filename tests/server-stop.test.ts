import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';
import { spawnTestServer } from '#tests/support/running-server.ts';

let database: ClonedDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

/** A server that writes what it logs. */
function startServer() {
  const child = spawnTestServer(database.url);
  child.stderr.pipe(process.stderr);
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
    const { child, ended, told } = startServer();
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
