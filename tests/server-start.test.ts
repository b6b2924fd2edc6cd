import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase, emptyDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';
import { spawnTestServer } from '#tests/support/running-server.ts';

let database: ClonedDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

/** Starts a server that cannot start; gives what it wrote on its error stream and how it ended. */
async function failToStart({ DATABASE_URL = database.url, ...changes }: Record<string, string>) {
  const child = spawnTestServer(DATABASE_URL, changes);
  child.stdout.resume();
  let problem = '';
  child.stderr.on('data', (chunk: Buffer) => (problem += chunk.toString()));
  const [status] = await once(child, 'close');
  return { status, problem };
}

describe('a start that is not possible', () => {
  it('names the address that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await failToStart({ PORT: String(port) })).toEqual({
      status: 1,
      problem:
        `Attune cannot start. Expected HOST 127.0.0.1 to be this machine's and PORT ${port} to be free, ` +
        `found: listen EADDRINUSE: address already in use 127.0.0.1:${port}.\n`,
    });
    other.close();
  });

  it('says that the database lacks its tables, and what makes them', async () => {
    const bare = await emptyDatabase();
    expect(await failToStart({ DATABASE_URL: bare.url })).toEqual({
      status: 1,
      problem:
        'Attune cannot start. The database lacks all of the migrations in prisma/migrations. Run "npm run setup", then start again.\n',
    });
    await bare.drop();
  });

  it('says that the database does not answer, without its password', async () => {
    expect(await failToStart({ DATABASE_URL: 'postgresql://attune:hunter2@127.0.0.1:1/attune' })).toEqual({
      status: 1,
      problem:
        'Attune cannot start. The database does not answer: connect ECONNREFUSED 127.0.0.1:1. Expected a PostgreSQL server at DATABASE_URL.\n',
    });
  });
});
