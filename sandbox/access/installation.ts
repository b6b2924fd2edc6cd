import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface StoredToken {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Null: never expires. */
  readonly expiresAt: number | null;
  readonly refreshExpiresAt: number | null;
}

/** What Shopify remembers of the app in this shop. */
export interface Installation {
  /** When the newest order of the data is said to have come in. */
  readonly anchor: number;
  readonly installedAt: number | null;
  readonly scopes: readonly string[];
  readonly tokens: readonly StoredToken[];
}

export interface InstallationStore {
  read(): Installation;
  change(patch: Partial<Installation>): Installation;
}

const HOUR_SECONDS = 3600;

function readFile(path: string): Partial<Installation> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

/** Kept in one file, written as a whole, so that a restart goes on with the same anchor, scopes and tokens. */
export function openInstallation(path: string, now: number, scopes: readonly string[]): InstallationStore {
  mkdirSync(dirname(path), { recursive: true });
  let current: Installation = {
    anchor: now - HOUR_SECONDS,
    installedAt: null,
    scopes,
    tokens: [],
    ...readFile(path),
  };
  const change = (patch: Partial<Installation>): Installation => {
    current = { ...current, ...patch };
    writeFileSync(`${path}.new`, JSON.stringify(current));
    renameSync(`${path}.new`, path);
    return current;
  };
  change({});
  return { read: () => current, change };
}
