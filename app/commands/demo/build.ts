import { execFile } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildCartBlock } from '#extensions/build-cart-block.ts';
import { buildFunction } from '#extensions/build-function.ts';
import { buildPixel } from '#extensions/build-pixel.ts';
import { buildExtensions } from '#extensions/build.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** Builds the admin when a source is newer than its build; bundles the extensions for `appUrl` into `extensionsDir`. */
export async function buildWhatIsStale(appUrl: string, extensionsDir: string): Promise<void> {
  await Promise.all([
    adminIsStale() ? buildAdmin() : undefined,
    buildExtensions({ appUrl, outDir: extensionsDir }),
    buildFunction(extensionsDir),
    buildPixel({ appUrl, outDir: extensionsDir }),
    buildCartBlock(path.join(extensionsDir, 'theme')),
  ]);
}

async function buildAdmin(): Promise<void> {
  await run(process.execPath, [path.join(ROOT, 'node_modules/@remix-run/dev/dist/cli.js'), 'vite:build'], {
    cwd: ROOT,
  });
}

function adminIsStale(): boolean {
  const built = modifiedAt(path.join(ROOT, 'build/server/index.js'));
  if (built === 0) return true;
  const sources = globSync(['app/**/*.{ts,tsx,css}', 'vite.config.ts', 'package-lock.json'], { cwd: ROOT });
  return sources.some((file) => modifiedAt(path.join(ROOT, file)) > built);
}

function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
