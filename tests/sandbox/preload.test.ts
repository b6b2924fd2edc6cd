import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './support.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ orderLimit: 50 }, false);
});
afterAll(() => stage.close());

/** What a process with the preload prints for a script. */
async function runWithPreload(script: string): Promise<string> {
  const args = ['--import', './sandbox/preload.ts', '--input-type=module', '-e', script];
  const env = {
    ...process.env,
    SANDBOX_DIR: stage.settings.dir,
    SANDBOX_TLS_PORT: String(stage.sandbox.tlsPort),
  };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return stdout.trim();
}

describe('the preload', () => {
  it("sends the shop's own address to the sandbox over TLS with the sandbox's CA", async () => {
    const url = 'https://attune-demo.myshopify.com/admin/api/2026-10/graphql.json';
    const script = `const r = await fetch('${url}', { method: 'POST' }); console.log(r.status, JSON.stringify(await r.json()))`;
    expect(await runWithPreload(script)).toMatch(/^401 .*Invalid API key/);
  });

  it('answers 404 for a shop the sandbox does not play', async () => {
    const script = `console.log((await fetch('https://other.myshopify.com/admin/oauth/access_token', { method: 'POST' })).status)`;
    expect(await runWithPreload(script)).toBe('404');
  });

  it('leaves other addresses alone', async () => {
    expect(
      await runWithPreload(`console.log((await fetch('${stage.sandbox.url}/control/status')).status)`),
    ).toBe('200');
  });
});
