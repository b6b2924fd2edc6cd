import type { SharedPart } from '#app/domain/campaigns/replay/pack.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

/** Keys remembered; a process that knows more begins anew, and sends some again. */
const MOST = 200_000;

/** Which parts this process wrote on a day, counted since 1970. Each is sent again on a new day, so that its last use is known. */
export interface WrittenParts {
  has(shopId: ShopId, key: string, day: number): boolean;
  /** The same of a part of that shop, without a look at its key where this very object was found before. */
  hasPart(shopId: ShopId, part: SharedPart, day: number): boolean;
  add(shopId: ShopId, key: string, day: number): void;
}

export function createWrittenParts(): WrittenParts {
  let keys = new Set<string>();
  let found = new WeakSet<SharedPart>();
  let of = 0;
  const has = (shopId: ShopId, key: string, day: number): boolean =>
    of === day && keys.has(`${shopId} ${key}`);
  return {
    has,
    hasPart(shopId, part, day) {
      if (of === day && found.has(part)) return true;
      const isWritten = has(shopId, part.key, day);
      if (isWritten) found.add(part);
      return isWritten;
    },
    add(shopId, key, day) {
      if (of !== day || keys.size >= MOST) {
        keys = new Set();
        found = new WeakSet();
      }
      of = day;
      keys.add(`${shopId} ${key}`);
    },
  };
}
