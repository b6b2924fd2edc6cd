import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startChild } from '#app/commands/demo/child-process.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'attune-child-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const freePort = async (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** Starts a small server that ends with code 3 when /end is asked for. */
async function startSmall(onLost?: (problem: string) => void) {
  const url = `http://127.0.0.1:${await freePort()}`;
  const program = path.join(folder, `${path.basename(url).replace(':', '-')}.ts`);
  writeFileSync(
    program,
    `import { createServer } from 'node:http';
     createServer(({ url }, response) => {
       response.end('ready');
       if (url === '/end') { console.log('last words'); setTimeout(() => process.exit(3), 50); }
     }).listen(${new URL(url).port}, '127.0.0.1');`,
  );
  const child = await startChild({
    name: 'The small server',
    args: [program],
    env: {},
    logFile: `${program}.log`,
    readyUrl: url,
    ...(onLost && { onLost }),
  });
  return { url, child };
}

describe('startChild', () => {
  it('tells when the process ends by itself, with its last lines', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const { url } = await startSmall(resolve);
    await (await fetch(`${url}/end`)).text();
    expect(await promise).toMatch(/^The small server ended with code 3\. Its last lines .+\nlast words$/);
  });

  it('tells nothing when it was stopped', async () => {
    const told: string[] = [];
    const { child } = await startSmall((problem) => told.push(problem));
    await child.stop();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told).toEqual([]);
  });
});
