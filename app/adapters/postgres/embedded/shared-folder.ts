import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresFailure } from './embedded-postgres-failure.ts';

/** Where root keeps what PostgreSQL's user cannot reach in its own place. */
const SHARED = '/var/lib/attune';

/** The path of `name` in a folder that every user may pass through; `origin` is the place it stands in for. */
export async function sharedPath(name: string, origin: string): Promise<string> {
  try {
    await mkdir(SHARED, { recursive: true, mode: 0o755 });
  } catch (cause) {
    throw new EmbeddedPostgresFailure(
      `PostgreSQL does not run as root, and the user it runs as cannot reach ${origin}; the place for that case, ` +
        `${SHARED}, cannot be made. Use a folder that other users may enter, or another user than root.`,
      { cause },
    );
  }
  return join(SHARED, name);
}
