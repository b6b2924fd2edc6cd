import type { ProductId } from '#app/domain/kernel/ids.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';

/** A profile as it was read, with the version of its row. */
export interface KeptProfile {
  readonly version: string;
  readonly profile: Profile;
  readonly returned: ReadonlySet<ProductId>;
}

export interface ProfileCache {
  get(key: string): KeptProfile | undefined;
  /** `size` is the length of the profile's bytes. */
  set(key: string, profile: KeptProfile, size: number): void;
}

export interface ProfileCacheLimits {
  /** Bytes of all kept profiles together, as they are stored. */
  readonly size?: number;
  /** After this long a profile is forgotten whether it was used or not: whoever is erased is soon gone from memory too. */
  readonly lifetimeMs?: number;
  readonly nowMs?: () => number;
}

/** A profile that was read takes some 34 times its bytes (14 KB for 8 orders of 6 lines in 418 bytes): 70 MB in all, some 5,000 profiles. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Profiles that were read lately: a checkout asks several times within seconds. The oldest go when there is no more room; all
 * go after two minutes.
 */
export function createProfileCache(limits: ProfileCacheLimits = {}): ProfileCache {
  const { size: mostSize = MOST_BYTES, lifetimeMs = 120_000, nowMs = () => performance.now() } = limits;
  const entries = new Map<
    string,
    { readonly kept: KeptProfile; readonly size: number; readonly endsAtMs: number }
  >();
  let sizeOfAll = 0;
  let sweep: NodeJS.Timeout | null = null;

  const drop = (key: string): void => {
    sizeOfAll -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  };
  /** A map keeps its keys in the order of insertion, so the oldest come first. */
  const dropOldest = (): void => {
    for (const [key, { endsAtMs }] of entries) {
      if (sizeOfAll <= mostSize && endsAtMs > nowMs()) return;
      drop(key);
    }
  };
  const sweepLater = (): void => {
    sweep ??= setTimeout(() => {
      sweep = null;
      dropOldest();
      if (entries.size > 0) sweepLater();
    }, lifetimeMs).unref();
  };
  return {
    get(key) {
      const entry = entries.get(key);
      return entry !== undefined && entry.endsAtMs > nowMs() ? entry.kept : undefined;
    },
    set(key, kept, size) {
      drop(key);
      if (size > mostSize) return;
      entries.set(key, { kept, size, endsAtMs: nowMs() + lifetimeMs });
      sizeOfAll += size;
      dropOldest();
      sweepLater();
    },
  };
}
