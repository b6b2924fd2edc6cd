import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppLoadContext } from '@remix-run/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#app/adapters/system/log.ts';
import { listen, type Listening } from '#app/http/listen.ts';
import { AdminNotBuilt, createRemixApp } from '#app/http/remix-app.ts';

/** The answer to a request as no browser sends it. */
function ask(
  url: string,
  path: string,
  { method = 'GET', ...given }: { method?: string; host?: string; 'x-forwarded-host'?: string } = {},
): Promise<Response> {
  const headers = { host: 'localhost', ...given };
  return new Promise((resolve, reject) => {
    const asked = request(url, { path, method, headers }, (response) => {
      const answered = new Headers();
      for (const [name, values = []] of Object.entries(response.headersDistinct))
        for (const value of values) answered.append(name, value);
      response.resume();
      resolve(new Response(null, { status: response.statusCode ?? 0, headers: answered }));
    });
    asked.on('error', reject).end();
  });
}

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

  describe('with an empty build', () => {
    let site: Listening;
    const failures: unknown[] = [];
    beforeEach(async () => {
      await mkdir(path.join(buildDir, 'server'), { recursive: true });
      await writeFile(path.join(buildDir, 'server', 'index.js'), 'export const routes = {};');
      const log = { ...silentLog, error: (about: unknown) => failures.push(about) };
      site = await listen(await createRemixApp({ ...options(), log }), '127.0.0.1', 0);
    });
    afterEach(() => site.close(1_000));

    it('answers an address that cannot be read, or holds a NUL, with 404, and reports no failure of its own', async () => {
      for (const address of [
        '/%E0%A4%A',
        '/assets/%E0%A4%A',
        '/assets/..%2f..%2fserver%2findex.js',
        '/app/segments/%00',
        '/app?q=%00',
      ])
        expect([address, (await ask(site.url, address)).status]).toEqual([address, 404]);
      for (const host of ['%%', '[::1', 'name:99999', 'a@b', '<script>'])
        expect([host, (await ask(site.url, '/app', { host })).status]).toEqual([host, 404]);
      expect((await ask(site.url, '/app', { 'x-forwarded-host': 'name:99999' })).status).toBe(404);
      expect(failures).toEqual([]);
    });

    it('answers other methods than those of pages with 405', async () => {
      for (const method of ['TRACE', 'OPTIONS', 'PUT', 'PROPFIND']) {
        const { status, headers } = await ask(site.url, '/app', { method });
        expect([method, status, headers.get('allow')]).toEqual([method, 405, 'GET, HEAD, POST']);
      }
      expect(failures).toEqual([]);
    });

    it('lets nobody keep a page', async () => {
      expect((await ask(site.url, '/app')).headers.get('cache-control')).toBe('no-store');
    });
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
