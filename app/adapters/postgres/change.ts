/** What of a shop changed: its rules and campaigns, products, recommendation model, shoppers, or the shop's own row. */
export type ChangeKind = 'config' | 'catalog' | 'model' | 'profiles' | 'shop';

export interface Change {
  readonly shopId: number;
  readonly kind: ChangeKind;
  /** The version after the change; 0 with kind "shop" when the shop's row is gone. */
  readonly version: number;
}

export const CHANGE_CHANNEL = 'attune_change';

/** The column of `shop` that counts each kind. */
export const VERSION_COLUMNS: Readonly<Record<ChangeKind, string>> = {
  config: 'config_version',
  catalog: 'catalog_version',
  model: 'model_version',
  profiles: 'profiles_version',
  shop: 'shop_version',
};

export function isChangeKind(value: unknown): value is ChangeKind {
  return typeof value === 'string' && Object.hasOwn(VERSION_COLUMNS, value);
}

/** A notification's text; null when it is not one of ours. */
export function parseChange(payload: string | undefined): Change | null {
  try {
    const { shopId, kind, version } = JSON.parse(payload ?? '');
    const isOurs = Number.isInteger(shopId) && Number.isInteger(version) && isChangeKind(kind);
    return isOurs ? { shopId, kind, version } : null;
  } catch {
    return null;
  }
}
