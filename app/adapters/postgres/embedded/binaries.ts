import { constants } from 'node:fs';
import { access, cp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresFailure } from './embedded-postgres-failure.ts';
import { canRun } from './run-as.ts';
import type { RunAs } from './run-as.ts';
import { sharedPath } from './shared-folder.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * PostgreSQL's programs from the npm package of this platform. When `user` cannot reach node_modules (root's
 * checkout below /root), a copy in a folder it can reach.
 */
export async function findBinaries(user: RunAs): Promise<Binaries> {
  const installed = await installedBinaries();
  if (canRun(installed.postgres, user)) return installed;
  const reachable = user.uid === undefined ? installed : await copyBinaries(installed);
  if (canRun(reachable.postgres, user)) return reachable;
  throw new EmbeddedPostgresFailure(
    `PostgreSQL's program ${reachable.postgres} does not start on this machine. Try \`${reachable.postgres} --version\`.`,
  );
}

async function installedBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const binaries: unknown = await import(`@embedded-postgres/${platform}`);
    return binaries as Binaries;
  } catch (cause) {
    throw new EmbeddedPostgresFailure(
      `The embedded PostgreSQL is not installed for ${platform}. It exists for linux-x64, linux-arm64, darwin-x64, ` +
        'darwin-arm64 and windows-x64: run `npm ci` without --omit=optional there.',
      { cause },
    );
  }
}

async function copyBinaries(installed: Binaries): Promise<Binaries> {
  const source = dirname(dirname(installed.postgres));
  const target = await sharedPath(`binaries-${await packageVersion(source)}`, source);
  const copied = { postgres: join(target, 'bin', 'postgres'), initdb: join(target, 'bin', 'initdb') };
  if (await exists(copied.initdb)) return copied;
  const partial = `${target}.${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  await cp(source, partial, { recursive: true, verbatimSymlinks: true });
  await rename(partial, target).catch(() => rm(partial, { recursive: true, force: true }));
  return copied;
}

async function packageVersion(source: string): Promise<string> {
  const text = await readFile(join(dirname(source), 'package.json'), 'utf8');
  return String(JSON.parse(text).version);
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
