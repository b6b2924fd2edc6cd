import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

/** A key for server-side callers, without the key itself: only its SHA-256 is kept. */
export interface ApiKey {
  readonly id: string;
  readonly shopId: ShopId;
  readonly name: string;
  /** First characters of the key, to tell keys apart. */
  readonly hint: string;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

export interface StoredApiKey extends ApiKey {
  readonly hash: Uint8Array;
  readonly shopDomain: string;
}

export interface ApiKeyStore {
  create(key: { shopId: ShopId; name: string; hint: string; hash: Uint8Array }): Promise<ApiKey>;
  /** Newest first, revoked ones included. */
  list(shopId: ShopId): Promise<readonly ApiKey[]>;
  /** False when the shop has no such key. Revoking twice keeps the first time. */
  revoke(shopId: ShopId, id: string, at: Instant): Promise<boolean>;
  findByHash(hash: Uint8Array): Promise<StoredApiKey | null>;
  /** Notes that the key was used now. */
  touch(shopId: ShopId, id: string, at: Instant): Promise<void>;
}
