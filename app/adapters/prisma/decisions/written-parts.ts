import type { ShopId } from '#app/domain/kernel/ids.ts';

/** Keys remembered; a process that knows more begins anew, and sends some again. */
const MOST = 200_000;

export interface WrittenParts {
  has(shopId: ShopId, key: string, day: string): boolean;
  add(shopId: ShopId, key: string, day: string): void;
}

/** Which parts this process wrote today. Each is sent again on a new day, so that its last use is known. */
export function createWrittenParts(): WrittenParts {
  let known = new Set<string>();
  let of = '';
  return {
    has: (shopId, key, day) => of === day && known.has(`${shopId} ${key}`),
    add(shopId, key, day) {
      if (of !== day || known.size >= MOST) known = new Set();
      of = day;
      known.add(`${shopId} ${key}`);
    },
  };
}
