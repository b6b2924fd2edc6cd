import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import { migrate } from '#app/adapters/postgres/migrate.ts';
import { createDatabase, dropDatabase, urlOf } from './server.ts';
import { temporaryFolder } from './temporary-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated, empty database that tests clone and never open. */
    templateUrl: string;
  }
}

/** One PostgreSQL for the run: TEST_DATABASE_URL, or the embedded one in a folder of its own, with speed before safety. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const server = given ? { url: given, stop: async () => {} } : await startTestServer();
  const template = `attune_template_${process.pid}`;
  const templateUrl = urlOf(server.url, template);
  await createDatabase(server.url, template);
  await migrate(templateUrl);
  project.provide('templateUrl', templateUrl);
  return async () => {
    await dropDatabase(server.url, template);
    await server.stop();
  };
}

async function startTestServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await temporaryFolder('attune-test-');
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const server = await startEmbeddedPostgres({ dataDir, settings });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}
