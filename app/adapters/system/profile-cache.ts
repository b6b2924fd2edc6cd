import type { ProductId } from '#app/domain/kernel/ids.ts';
import type { Estimates } from '#app/domain/profiles/estimates.ts';

/** What a profile is read from, with the version of its row. */
export interface KeptProfile {
  readonly version: string;
  /** Its bytes, as they are stored. */
  readonly data: Uint8Array;
  readonly estimates: Estimates | null;
  readonly returned: readonly ProductId[];
}

export interface ProfileCache {
  get(key: string): KeptProfile | undefined;
  set(key: string, profile: KeptProfile): void;
}

export interface ProfileCacheLimits {
  /** Bytes of all kept profiles together, as they are stored. */
  readonly size?: number;
  /** After this long a profile is forgotten whether it was used or not: whoever is erased is soon gone from memory too. */
  readonly lifetimeMs?: number;
  readonly nowMs?: () => number;
}

/** Some 20,000 profiles of 8 orders of 6 lines, in 418 bytes each. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Profiles that were asked for lately: a checkout asks several times within seconds. They are kept as bytes: what is read out of them takes
 * 34 times as much, and outlives the young generation of the collector for nothing where nobody asks again. The oldest go when there is
 * no more room; all go after two minutes.
 */
export function createProfileCache(limits: ProfileCacheLimits = {}): ProfileCache {
  const { size: mostSize = MOST_BYTES, lifetimeMs = 120_000, nowMs = () => performance.now() } = limits;
  const entries = new Map<string, { readonly kept: KeptProfile; readonly endsAtMs: number }>();
  let sizeOfAll = 0;
  let sweep: NodeJS.Timeout | null = null;

  const drop = (key: string): void => {
    sizeOfAll -= entries.get(key)?.kept.data.length ?? 0;
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
    set(key, kept) {
      drop(key);
      const size = kept.data.length;
      if (size > mostSize) return;
      entries.set(key, { kept, endsAtMs: nowMs() + lifetimeMs });
      sizeOfAll += size;
      dropOldest();
      sweepLater();
    },
  };
}
