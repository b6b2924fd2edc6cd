import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runReplay } from '#app/commands/replay/replay.ts';
import { cloneDatabase, emptyDatabase } from '#tests/support/database.ts';
import { API_KEY, API_SECRET, ENCRYPTION_KEY } from '#tests/support/running-server.ts';

beforeEach(() => {
  vi.stubEnv('SHOPIFY_API_KEY', API_KEY);
  vi.stubEnv('SHOPIFY_API_SECRET', API_SECRET);
  vi.stubEnv('SHOPIFY_APP_URL', 'https://attune.example.com');
  vi.stubEnv('ENCRYPTION_KEY', ENCRYPTION_KEY.toString('base64'));
});
afterEach(() => void vi.unstubAllEnvs());

async function run(databaseUrl: string, decision = '0199aaaa-0000-7000-8000-000000000000') {
  vi.stubEnv('DATABASE_URL', databaseUrl);
  const problems: string[] = [];
  const status = await runReplay(
    { shop: 'one.myshopify.com', decision },
    { line: () => {}, problem: (text) => void problems.push(text) },
  );
  return { status, problems };
}

describe('attune replay', () => {
  it('ends with 2, not with the 1 of another decision, when the database does not answer', async () => {
    expect(await run('postgresql://127.0.0.1:1/attune')).toEqual({
      status: 2,
      problems: [
        'The database does not answer: connect ECONNREFUSED 127.0.0.1:1. Expected a PostgreSQL server at DATABASE_URL.',
      ],
    });
  });

  it('ends with 2 when the database has no tables', async () => {
    const bare = await emptyDatabase();
    const { status, problems } = await run(bare.url);
    await bare.drop();
    expect([status, problems]).toEqual([2, [expect.stringContaining('Run "npm run setup"')]]);
  });

  it('says that a shop or an id is not known', async () => {
    const database = await cloneDatabase();
    const shop = await run(database.url);
    const id = await run(database.url, 'x');
    await database.drop();
    expect([shop, id]).toEqual([
      { status: 2, problems: ['No shop "one.myshopify.com" has installed Attune here.'] },
      { status: 2, problems: ['Expected a decision\'s id, found "x".'] },
    ]);
  });
});
