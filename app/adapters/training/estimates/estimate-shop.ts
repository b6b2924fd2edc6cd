import pg from 'pg';
import { estimateLifetime } from '#app/domain/lifetime/estimate-lifetime.ts';
import type { Estimates } from '#app/domain/profiles/estimates.ts';
import type { EstimateFit } from '#app/ports/estimator.ts';
import type { EstimatingOrder } from './estimating-thread.ts';
import { inferMissing } from './infer-missing.ts';
import { readBuyers } from './read-buyers.ts';
import { nextVersion, storeFit, writeEstimates } from './write-estimates.ts';

/** Reads who bought what when, fits, infers what is missing where that is wanted, writes every shopper's estimates, and then the fit itself. */
export async function estimateShop({
  databaseUrl,
  shopId,
  now,
  isInferring,
}: EstimatingOrder): Promise<EstimateFit> {
  const startedAt = performance.now();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const { report, estimates } = estimateLifetime(await readBuyers(pool, shopId), now);
    const inferred = isInferring ? await inferMissing(pool, shopId) : null;
    const version = await nextVersion(pool, shopId);
    const said = new Map<string, Estimates>();
    for (const [id, lifetime] of estimates) said.set(id, { at: now, version, lifetime });
    for (const [id, values] of inferred?.byShopper ?? [])
      said.set(id, { at: now, version, ...said.get(id), inferred: values });
    await writeEstimates(pool, shopId, version, said);
    const durationMs = Math.round(performance.now() - startedAt);
    const fit = { version, at: now, lifetime: report, inference: inferred?.facts ?? null, durationMs };
    await storeFit(pool, shopId, fit);
    return fit;
  } finally {
    await pool.end();
  }
}
