import pg from 'pg';
import { estimateLifetime } from '#app/domain/lifetime/estimate-lifetime.ts';
import type { Estimates } from '#app/domain/profiles/estimates.ts';
import type { EstimateFit } from '#app/ports/estimator.ts';
import type { EstimatingOrder } from './estimating-thread.ts';
import { readBuyers } from './read-buyers.ts';
import { nextVersion, storeFit, writeEstimates } from './write-estimates.ts';

/** Reads who bought what when, fits, writes every shopper's estimates, and then the fit itself. */
export async function estimateShop({ databaseUrl, shopId, now }: EstimatingOrder): Promise<EstimateFit> {
  const startedAt = performance.now();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const { report, estimates } = estimateLifetime(await readBuyers(pool, shopId), now);
    const version = await nextVersion(pool, shopId);
    const said = new Map(
      estimates.map(([id, lifetime]): [string, Estimates] => [id, { at: now, version, lifetime }]),
    );
    await writeEstimates(pool, shopId, version, said);
    const durationMs = Math.round(performance.now() - startedAt);
    const fit = { version, at: now, lifetime: report, durationMs };
    await storeFit(pool, shopId, fit);
    return fit;
  } finally {
    await pool.end();
  }
}
