import { isFields } from './answer.ts';
import type { Host } from './host.ts';

const DISMISSED_KEY = 'attune/1/dismissed';
const ACCEPTED_KEY = 'attune/1/accepted';

/** What the buyer did with items of this checkout, kept in the host's storage. Unreadable storage is empty storage. */
export interface Marks {
  dismissed(): Promise<readonly string[]>;
  /** Beside what other places and tabs of this checkout kept. */
  keepDismissed(keys: readonly string[]): Promise<void>;
  /** When the offer was added, in any tab of this checkout; null once it has been taken out again. */
  acceptedAt(key: string): Promise<number | null>;
  keepAccepted(key: string, atMs: number | null): Promise<void>;
}

export function createMarks(host: Pick<Host, 'storage'>): Marks {
  async function dismissed(): Promise<readonly string[]> {
    const kept = await read(host, DISMISSED_KEY);
    return Array.isArray(kept) ? kept.filter((key): key is string => typeof key === 'string') : [];
  }

  return {
    dismissed,
    async keepDismissed(keys) {
      keep(host, DISMISSED_KEY, [...new Set([...(await dismissed()), ...keys])]);
    },
    async acceptedAt(key) {
      const at = (await readAccepted(host))[key];
      return typeof at === 'number' ? at : null;
    },
    async keepAccepted(key, atMs) {
      keep(host, ACCEPTED_KEY, { ...(await readAccepted(host)), [key]: atMs });
    },
  };
}

/** What storage holds; undefined where it cannot be read. */
export const read = ({ storage }: Pick<Host, 'storage'>, key: string): Promise<unknown> =>
  storage.read(key).catch(() => undefined);

/** A full or missing storage costs only what it would have made quicker. */
export function keep({ storage }: Pick<Host, 'storage'>, key: string, data: unknown): void {
  storage.write(key, data).catch(() => undefined);
}

async function readAccepted(host: Pick<Host, 'storage'>): Promise<Readonly<Record<string, unknown>>> {
  const stored = await read(host, ACCEPTED_KEY);
  return isFields(stored) ? stored : {};
}
