import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { ApiKey, ApiKeyStore } from '#app/ports/api-key-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';

export type ApiKeyRefusal =
  | { readonly kind: 'name-invalid'; readonly expected: string; readonly found: string }
  | { readonly kind: 'too-many'; readonly limit: number };

/** A key at work: which shop it speaks for. */
export interface ApiCaller {
  readonly keyId: string;
  readonly shopDomain: string;
}

export interface ApiKeys {
  /** The key itself is in this answer and nowhere else, ever again. */
  create(shopId: ShopId, name: string): Promise<Result<{ key: string; apiKey: ApiKey }, ApiKeyRefusal>>;
  /** Newest first, revoked ones included. */
  list(shopId: ShopId): Promise<readonly ApiKey[]>;
  /** Works at once. False when the shop has no such key. */
  revoke(shopId: ShopId, id: string): Promise<boolean>;
  /** The shop behind a key; null for one that is unknown or revoked. */
  identify(key: string): Promise<ApiCaller | null>;
}

export const MOST_API_KEYS = 20;
const MOST_NAME = 60;
const KEY = /^attune_[\w-]{43}$/;
const HINT_LENGTH = 'attune_'.length + 4;
/** Uses are noted this often, in seconds, so that a busy caller does not write at every request. */
const TOUCH_EVERY_SECONDS = 60;

/** Keys for server-side callers: 32 random bytes, of which only the SHA-256 is stored. */
export function createApiKeys(deps: { store: ApiKeyStore; clock: Clock; log: Log }): ApiKeys {
  const { store, clock } = deps;
  return {
    async create(shopId, givenName) {
      const name = givenName.trim();
      if (name.length === 0 || name.length > MOST_NAME) return fail(invalidName(name));
      const inUse = (await store.list(shopId)).filter(({ revokedAt }) => revokedAt === null);
      if (inUse.length >= MOST_API_KEYS) return fail({ kind: 'too-many', limit: MOST_API_KEYS });
      const key = `attune_${randomBytes(32).toString('base64url')}`;
      const apiKey = await store.create({ shopId, name, hint: key.slice(0, HINT_LENGTH), hash: hashOf(key) });
      return ok({ key, apiKey });
    },
    list: (shopId) => store.list(shopId),
    revoke: (shopId, id) => store.revoke(shopId, id, clock.now()),
    async identify(key) {
      if (!KEY.test(key)) return null;
      const hash = hashOf(key);
      const stored = await store.findByHash(hash);
      if (stored === null || stored.revokedAt !== null || !timingSafeEqual(hash, stored.hash)) return null;
      noteUse(deps, stored);
      return { keyId: stored.id, shopDomain: stored.shopDomain };
    },
  };
}

/** SHA-256 is enough here: the key has 256 random bits, so there is nothing to guess. */
function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function noteUse({ store, clock, log }: { store: ApiKeyStore; clock: Clock; log: Log }, key: ApiKey): void {
  const now = clock.now();
  if (key.lastUsedAt !== null && now - key.lastUsedAt < TOUCH_EVERY_SECONDS) return;
  store.touch(key.shopId, key.id, now).catch((error: unknown) => {
    log.warn({ err: error, keyId: key.id }, 'use of an API key not noted');
  });
}

function invalidName(name: string): ApiKeyRefusal {
  const found = name.length === 0 ? 'nothing' : `${name.length} characters`;
  return { kind: 'name-invalid', expected: `a name of 1 to ${MOST_NAME} characters`, found };
}
