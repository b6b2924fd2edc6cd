import { gid } from '#sandbox/shop/gid.ts';
import type { JsonLines } from '#sandbox/shop/json-lines.ts';

/** An automatic discount of a function; what configures it are its metafields. */
export interface FunctionDiscount {
  readonly discountId: string;
  readonly title: string;
  readonly functionHandle: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly discountClasses: readonly string[];
  readonly combinesWith: Readonly<Record<string, boolean>>;
}

export interface DiscountStore {
  create(discount: Omit<FunctionDiscount, 'discountId'>): FunctionDiscount;
  /** Replaces the fields given; undefined for an unknown one. */
  update(id: string, change: Partial<FunctionDiscount>): FunctionDiscount | undefined;
  delete(id: string): boolean;
  find(id: string): FunctionDiscount | undefined;
  list(): readonly FunctionDiscount[];
}

/** A discount as it was set, or that it was deleted. */
export type DiscountLine =
  { readonly set: FunctionDiscount } | { readonly deleted: FunctionDiscount['discountId'] };

const DISCOUNT_BASE = 1_400_000_000_001;

export function createDiscountStore(lines: JsonLines<DiscountLine>): DiscountStore {
  const discounts = new Map<string, FunctionDiscount>();
  let made = 0;
  const apply = (line: DiscountLine): void => {
    if ('deleted' in line) return void discounts.delete(line.deleted);
    if (!discounts.has(line.set.discountId)) made += 1;
    discounts.set(line.set.discountId, line.set);
  };
  for (const line of lines.readAll()) apply(line);
  const write = (line: DiscountLine): void => {
    apply(line);
    lines.append(line);
  };
  return {
    create(discount) {
      const set = { ...discount, discountId: gid('DiscountAutomaticNode', DISCOUNT_BASE + made) };
      write({ set });
      return set;
    },
    update(id, change) {
      const known = discounts.get(id);
      if (!known) return undefined;
      const set = { ...known, ...change };
      write({ set });
      return set;
    },
    delete(id) {
      if (!discounts.has(id)) return false;
      write({ deleted: id });
      return true;
    },
    find: (id) => discounts.get(id),
    list: () => [...discounts.values()],
  };
}
