import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ATTUNE = path.resolve(import.meta.dirname, '../../app/commands/attune.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'attune-output-'));
const [experiment, ids] = [path.join(folder, 'experiment.json'), path.join(folder, 'ids.txt')];
beforeAll(() => {
  const arms = { version: 1, salt: 's', shares: { control: 1 } };
  writeFileSync(experiment, JSON.stringify({ id: 'e', arms }));
  writeFileSync(ids, Array.from({ length: 100_000 }, (_, at) => `unit-${at}`).join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts `attune assign` with 100,000 lines to write; its problems are collected. */
function start(stdout: 'pipe' | number) {
  const args = [ATTUNE, 'assign', '--experiment', experiment, '--ids', ids];
  const child = spawn(process.execPath, args, { stdio: ['ignore', stdout, 'pipe'] });
  let problems = '';
  child.stderr?.on('data', (chunk: Buffer) => (problems += chunk.toString()));
  const ended = once(child, 'close').then(([status]) => ({ status, problems }));
  return { child, ended };
}

describe('runOnProcess', () => {
  it('ends without a word, as by SIGPIPE, when its reader has seen enough', async () => {
    const { child, ended } = start('pipe');
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await ended).toEqual({ status: 141, problems: '' });
  });

  it.runIf(process.platform === 'linux')('says that a disk is full, and ends with 1', async () => {
    const { ended } = start(openSync('/dev/full', 'w'));
    expect(await ended).toEqual({
      status: 1,
      problems: 'Expected to write every line, found: ENOSPC: no space left on device, write\n',
    });
  });
});
