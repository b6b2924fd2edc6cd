import pg from 'pg';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { Basket } from '#app/domain/recommendations/basket.ts';
import { modelBytes } from '#app/domain/recommendations/model-bytes.ts';
import type { ModelData } from '#app/domain/recommendations/model-data.ts';
import { trainModel } from '#app/domain/recommendations/train-model.ts';
import type { TrainedModel } from '#app/ports/model-trainer.ts';
import { publishChange } from '../postgres/change-feed.ts';
import { inTransaction } from '../postgres/transaction.ts';

/** The newest orders that a model learns from, at most. */
const MOST_ORDERS = 300_000;
const PAGE = 2_000;
/** Models kept, so that a decision of yesterday can be replayed. */
const KEPT_MODELS = 3;

/** Reads a shop's orders, trains, stores the model's bytes and raises the shop's model version. */
export async function trainFromOrders(databaseUrl: string, shopId: number): Promise<TrainedModel> {
  const startedAt = performance.now();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const model = trainModel(await readBaskets(pool, shopId));
    const version = await store(pool, shopId, model);
    const durationMs = Math.round(performance.now() - startedAt);
    return { version, orders: model.orders, products: model.products.length, durationMs };
  } finally {
    await pool.end();
  }
}

interface BasketRow {
  processed_at: Date;
  products: (ProductId | null)[];
}

/** Products of each order that stayed with the buyer, oldest order first. Cancelled and test orders teach nothing. */
function readBaskets(pool: pg.Pool, shopId: number): Promise<readonly Basket[]> {
  return inTransaction(pool, async (client) => {
    await client.query(
      `DECLARE baskets NO SCROLL CURSOR FOR
         SELECT processed_at, jsonb_path_query_array(lines, '$[*] ? (@.currentQuantity > 0).productId') AS products
           FROM (SELECT id, processed_at, lines FROM orders
                  WHERE shop_id = $1 AND cancelled_at IS NULL AND NOT test
                  ORDER BY processed_at DESC, id DESC LIMIT ${MOST_ORDERS}) newest
          ORDER BY processed_at, id`,
      [shopId],
    );
    const baskets: Basket[] = [];
    for (;;) {
      const { rows } = await client.query<BasketRow>(`FETCH ${PAGE} FROM baskets`);
      for (const { processed_at, products } of rows)
        baskets.push({ at: toInstant(processed_at), products: products.filter((id) => id !== null) });
      if (rows.length < PAGE) return baskets;
    }
  });
}

function store(pool: pg.Pool, shopId: number, model: ModelData): Promise<number> {
  const bytes = modelBytes(model);
  return inTransaction(pool, async (client) => {
    const version = await publishChange(client, { shopId, kind: 'model' });
    await client.query(
      `INSERT INTO recommendation_model (shop_id, version, trained_at, orders, products, bytes)
       VALUES ($1, $2, now(), $3, $4, $5)`,
      [
        shopId,
        version,
        model.orders,
        model.products.length,
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
      ],
    );
    await client.query('DELETE FROM recommendation_model WHERE shop_id = $1 AND version <= $2', [
      shopId,
      version - KEPT_MODELS,
    ]);
    return version;
  });
}
