import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../app/adapters/postgres/embedded-postgres.ts';

/**
 * Runs the Prisma command line against an empty throwaway server, e.g. to write the migration for a changed schema:
 * `node prisma/with-database.ts migrate dev --name add_loyalty`.
 */
// Ctrl-C reaches the command line too: it ends first, then the server.
process.on('SIGINT', () => {});

const dataDir = await mkdtemp(join(tmpdir(), 'attune-prisma-'));
await chmod(dataDir, 0o755);
const server = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } });
try {
  const env = { ...process.env, DATABASE_URL: server.url };
  const prisma = spawn('prisma', process.argv.slice(2), { stdio: 'inherit', env });
  process.exitCode = await new Promise<number>((resolve, reject) => {
    prisma.on('error', reject);
    prisma.on('exit', (code) => resolve(code ?? 1));
  });
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
