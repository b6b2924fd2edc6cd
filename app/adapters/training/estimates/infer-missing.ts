import type pg from 'pg';
import type { ProductId, ShopId } from '#app/domain/kernel/ids.ts';
import type { InferredValue } from '#app/domain/profiles/estimates.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { inferFacts, type FactInference } from '#app/domain/quality/inference/infer-facts.ts';
import { createShopperScan } from '../../prisma/shoppers/shopper-scan.ts';

/** Shoppers that models learn from, drawn without looking at them; more would make the fit slower and hardly better. */
const LEARNED_FROM = 20_000;
const EVERYBODY = 2 ** 31 - 1;
/** The most frequent product types, whose share of a shopper's lines says something. */
const MOST_TYPES = 12;

export interface InferredOfShop {
  readonly facts: readonly FactInference[];
  readonly byShopper: ReadonlyMap<string, Readonly<Record<string, InferredValue>>>;
}

/** Learns what is known of some shoppers, and infers what is missing of all. */
export async function inferMissing(pool: pg.Pool, shopId: ShopId): Promise<InferredOfShop> {
  const scan = createShopperScan({ pool });
  const types = await readTypes(pool, shopId);
  const learned: Profile[] = [];
  for await (const page of scan.readProfiles(shopId, LEARNED_FROM)) learned.push(...page);
  const { facts, infer } = inferFacts(learned, frequentTypes(types), (id) => types.get(id) ?? null);
  const byShopper = new Map<string, Readonly<Record<string, InferredValue>>>();
  for await (const page of scan.readProfiles(shopId, EVERYBODY))
    for (const profile of page) {
      const inferred = infer(profile);
      if (inferred) byShopper.set(profile.shopperId, inferred);
    }
  return { facts, byShopper };
}

async function readTypes(pool: pg.Pool, shopId: ShopId): Promise<ReadonlyMap<ProductId, string>> {
  const { rows } = await pool.query<{ id: ProductId; type: string }>(
    `SELECT id, type FROM product WHERE shop_id = $1 AND type <> ''`,
    [shopId],
  );
  return new Map(rows.map(({ id, type }) => [id, type]));
}

function frequentTypes(types: ReadonlyMap<ProductId, string>): readonly string[] {
  const counts = [...Map.groupBy(types.values(), (type) => type)];
  return counts
    .sort(([a, few], [b, many]) => many.length - few.length || (a < b ? -1 : 1))
    .slice(0, MOST_TYPES)
    .map(([type]) => type);
}
