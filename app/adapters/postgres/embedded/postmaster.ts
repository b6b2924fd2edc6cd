import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server says of itself in its data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Empty when the server listens on TCP only. */
  readonly socketFolder: string;
  readonly isReady: boolean;
}

/** The server that runs on `folder` now, or null: no file, a half-written one, or one whose process is gone. */
export async function findPostmaster(folder: string): Promise<Postmaster | null> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid = '', , , port = '', socketFolder = '', , , status = ''] = text.split('\n');
  const id = Number(pid);
  if (!Number.isInteger(id) || id <= 0 || !isAlive(id)) return null;
  return { pid: id, port: Number(port), socketFolder, isReady: status.trim() === 'ready' };
}

/** Whether a process with that id runs. One that ended and waits for its parent to notice (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return process.platform !== 'linux' || !isZombie(pid);
}

/** "1234 (name) Z …": the name may hold anything, also brackets. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.charAt(stat.lastIndexOf(')') + 2) === 'Z';
  } catch {
    return false;
  }
}
