import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from './postmaster.ts';

const fileIn = (dataDir: string): string => join(dataDir, 'postgres.owner');

/** Whether another living process started the server below `dataDir` and will stop it. */
export async function hasLivingOwner(dataDir: string): Promise<boolean> {
  const pid = Number(await readFile(fileIn(dataDir), 'utf8').catch(() => ''));
  return Number.isInteger(pid) && pid > 0 && isAlive(pid);
}

/** Makes this process the one that stops the server. */
export async function becomeOwner(dataDir: string): Promise<void> {
  await writeFile(fileIn(dataDir), String(process.pid), { mode: 0o600 });
}
