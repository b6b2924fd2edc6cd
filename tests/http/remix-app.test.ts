import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppLoadContext } from '@remix-run/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#app/adapters/system/log.ts';
import { listen } from '#app/http/listen.ts';
import { AdminNotBuilt, createRemixApp } from '#app/http/remix-app.ts';

let buildDir: string;
beforeEach(async () => void (buildDir = await mkdtemp(path.join(tmpdir(), 'attune-build-'))));
afterEach(() => rm(buildDir, { recursive: true, force: true }));

const options = () => ({
  buildDir,
  mode: 'production' as const,
  log: silentLog,
  loadContext: {} as AppLoadContext,
});

describe('createRemixApp', () => {
  it('says what to run when the admin is not built', async () => {
    await expect(createRemixApp(options())).rejects.toThrow(AdminNotBuilt);
    await expect(createRemixApp(options())).rejects.toThrow(/npm run build/);
  });

  it('lets browsers keep built assets for ever, and answers a missing one with 404', async () => {
    await mkdir(path.join(buildDir, 'server'), { recursive: true });
    await mkdir(path.join(buildDir, 'client', 'assets'), { recursive: true });
    await writeFile(path.join(buildDir, 'server', 'index.js'), 'export const routes = {};');
    await writeFile(path.join(buildDir, 'client', 'assets', 'page-abc123.js'), 'x'.repeat(5_000));
    const listening = await listen(await createRemixApp(options()), '127.0.0.1', 0);
    const found = await fetch(`${listening.url}/assets/page-abc123.js`);
    const missing = await fetch(`${listening.url}/assets/page-old.js`);
    await listening.close(1_000);
    expect(found.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(found.headers.get('content-encoding')).toBe('gzip');
    expect(missing.status).toBe(404);
  });
});
