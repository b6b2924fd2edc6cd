import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findPostmaster } from './postmaster.ts';
import type { Postmaster } from './postmaster.ts';

const FAST_DEADLINE_MS = 10_000;
const IMMEDIATE_DEADLINE_MS = 5_000;
const POLL_MS = 10;

/** Stops the server on `folder`: connections are cut, data is written. Returns when it is gone. */
export async function stopServer(folder: string, server: Postmaster): Promise<void> {
  signal(server.pid, 'SIGINT');
  if (!(await isGone(folder, server.pid, FAST_DEADLINE_MS))) {
    signal(server.pid, 'SIGQUIT');
    await isGone(folder, server.pid, IMMEDIATE_DEADLINE_MS);
  }
  const { socketFolder } = server;
  const isOwnFolder = socketFolder !== '' && socketFolder !== folder && dirname(socketFolder) !== folder;
  if (isOwnFolder) await rm(socketFolder, { recursive: true, force: true });
}

/** Asks the process to end; one that is gone already needs no asking. */
export function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function isGone(folder: string, pid: number, deadlineMs: number): Promise<boolean> {
  const deadline = Date.now() + deadlineMs;
  while (Date.now() < deadline) {
    if ((await findPostmaster(folder))?.pid !== pid) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return false;
}
