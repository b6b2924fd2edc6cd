import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresFailure } from './embedded-postgres-failure.ts';

const SHARED = '/var/lib/attune';

/**
 * The path of a folder that other users may pass through, for what root keeps where they may not. Stable for
 * `origin`, the folder it stands for. Only its parent is made.
 */
export async function sharedFolder(purpose: string, origin: string): Promise<string> {
  try {
    await mkdir(SHARED, { recursive: true, mode: 0o755 });
  } catch (cause) {
    throw new EmbeddedPostgresFailure(
      `PostgreSQL does not run as root, and its user cannot reach ${origin}; the place for such folders, ${SHARED}, ` +
        'cannot be made. Use a checkout that other users may enter, or another user than root.',
      { cause },
    );
  }
  return join(SHARED, `${purpose}-${createHash('sha256').update(origin).digest('hex').slice(0, 12)}`);
}
