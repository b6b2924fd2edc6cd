import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '#app/adapters/postgres/migrate.ts';
import { emptyDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';

let database: ClonedDatabase;

beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(async () => {
  await database.drop();
});

/** Prisma's own command line, with our schema engine under it. */
async function prisma(...args: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, DATABASE_URL: database.url, NO_COLOR: '1', CI: '1' };
  try {
    const { stdout, stderr } = await promisify(execFile)('node_modules/.bin/prisma', args, { env });
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, said: stdout + stderr };
  }
}

describe('the migrations', () => {
  test('make the database that prisma/schema.prisma describes', { timeout: 60_000 }, async () => {
    const schema = ['--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma'];
    const { code, said } = await prisma('migrate', 'diff', ...schema, '--exit-code');
    expect(said, 'run: npm run migration -- --name what_changed').toContain('No difference detected');
    expect(code).toBe(0);
  });

  test('leave a history that Prisma reads as its own', { timeout: 60_000 }, async () => {
    const before = await prisma('migrate', 'status');
    expect(before.said).toMatch(/have not yet been applied/);
    await migrate(database.url);
    const status = await prisma('migrate', 'status');
    expect(status.said).toContain('Database schema is up to date!');
    const deploy = await prisma('migrate', 'deploy');
    expect(deploy.said).toContain('No pending migrations to apply.');
  });
});
