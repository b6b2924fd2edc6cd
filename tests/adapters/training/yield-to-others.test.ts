import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

const MODULE = new URL('../../../app/adapters/training/yield-to-others.ts', import.meta.url).href;

it.runIf(process.platform === 'linux')(
  'a thread that yields leaves the priority of all others as it was',
  async () => {
    const before = getPriority();
    const thread = new Worker(
      `const { parentPort } = require('node:worker_threads');
     const { getPriority } = require('node:os');
     import(${JSON.stringify(MODULE)}).then(({ yieldToOthers }) => {
       yieldToOthers();
       parentPort.postMessage(getPriority());
     });`,
      { eval: true },
    );
    const inThread = await new Promise((resolve, reject) =>
      thread.once('message', resolve).once('error', reject),
    );
    await thread.terminate();
    expect(inThread).toBe(19);
    expect(getPriority()).toBe(before);
  },
);
