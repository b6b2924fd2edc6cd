import { accessSync, constants } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'prisma/config';

/**
 * npm ships Prisma without its schema engine, and the command line would download one. It gets ours instead
 * (app/decisions/002-prisma-offline.md). Windows starts no script by its first line: there the download remains.
 */
const engine = fileURLToPath(new URL('prisma/schema-engine/main.ts', import.meta.url));
if (process.platform !== 'win32') {
  accessSync(engine, constants.X_OK);
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= engine;
  // The engine is TypeScript, so it needs the Node in node_modules, whichever Node runs this.
  const bin = fileURLToPath(new URL('node_modules/.bin', import.meta.url));
  process.env['PATH'] = `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
}

const url = process.env['DATABASE_URL'];

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url ? { datasource: { url } } : {}),
});
