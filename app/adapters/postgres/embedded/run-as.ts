import { spawnSync } from 'node:child_process';

/** Which user PostgreSQL runs as. Empty: whoever runs this process. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

const NOBODY: RunAs = { uid: 65534, gid: 65534 };

/** PostgreSQL refuses to run as root, so root runs it as nobody. */
export function databaseUser(): RunAs {
  return process.getuid?.() === 0 ? NOBODY : {};
}

/** Whether that user may enter `folder`: every folder above it must let it through. */
export function canEnter(folder: string, user: RunAs): boolean {
  if (user.uid === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, stdio: 'ignore' }).status === 0;
}

/** Whether that user may start the program at `path`. */
export function canRun(path: string, user: RunAs): boolean {
  return spawnSync(path, ['--version'], { ...user, stdio: 'ignore' }).status === 0;
}
