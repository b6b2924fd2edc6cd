import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

/** Raised in the transaction that changes the thing they number. */
export interface ShopVersions {
  readonly config: number;
  readonly catalog: number;
  readonly model: number;
  /** The config version since which stored rules mean what they mean now. */
  readonly rules: number;
}

export interface Shop {
  readonly id: ShopId;
  /** Like "attune-demo.myshopify.com", from a verified token or signature. */
  readonly domain: string;
  readonly name: string;
  readonly currency: string;
  /** IANA zone. */
  readonly timezone: string;
  readonly country: string | null;
  readonly scopes: readonly string[];
  readonly installedAt: Instant;
  readonly uninstalledAt: Instant | null;
  /** As stored: contracts/shop-settings.ts reads it. */
  readonly settings: unknown;
  /** Since when the web pixel is switched on in the shop; null while it is not. */
  readonly pixelSince: Instant | null;
  readonly versions: ShopVersions;
}

export interface ShopStore {
  findByDomain(domain: string): Promise<Shop | null>;
  findById(id: ShopId): Promise<Shop | null>;
  /** Shops that have Attune now, by id. */
  listInstalled(): Promise<readonly Shop[]>;
}
