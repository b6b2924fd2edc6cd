import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { BACKFILL_STEPS, type BackfillStepName } from '#app/ports/backfill-store.ts';
import type { InstallationDesk, Installed, InstallRequest } from '#app/ports/installation.ts';
import { publishChange } from '../../postgres/change-feed.ts';
import { inTransaction } from '../../postgres/transaction.ts';

interface KnownShop {
  id: ShopId;
  scopes: string[];
  uninstalled_at: Date | null;
}

/** Installs shops; two token exchanges at once end as one install. */
export function createInstallationDesk(pool: pg.Pool): InstallationDesk {
  return { install: (request) => inTransaction(pool, (client) => install(client, request)) };
}

async function install(client: pg.ClientBase & pg.PoolClient, request: InstallRequest): Promise<Installed> {
  const { domain, scopes, at } = request;
  // Name, currency and zone are placeholders until the backfill's first step has read the shop.
  const made = await client.query<{ id: ShopId }>(
    `INSERT INTO shop (domain, name, currency, timezone, scopes, installed_at, settings)
     VALUES ($1, $1, 'USD', 'UTC', $2, $3, jsonb_build_object('holdout', $4::float8)) ON CONFLICT (domain) DO NOTHING RETURNING id`,
    [domain, scopes, at, request.holdout],
  );
  const [fresh] = made.rows;
  if (fresh) {
    await addExamples(client, fresh.id, request);
    await queueBackfill(client, fresh.id, BACKFILL_STEPS);
    await publishChange(client, { shopId: fresh.id, kind: 'shop' });
    return { shopId: fresh.id, kind: 'new' };
  }
  const { rows } = await client.query<KnownShop>(
    'SELECT id, scopes, uninstalled_at FROM shop WHERE domain = $1 FOR UPDATE',
    [domain],
  );
  const [known] = rows;
  if (!known) throw new Error('Broken invariant: a shop that exists can be read');
  return renew(client, known, request);
}

async function renew(
  client: pg.PoolClient,
  known: KnownShop,
  { scopes, at }: InstallRequest,
): Promise<Installed> {
  const isBack = known.uninstalled_at !== null;
  const deepens = scopes.includes('read_all_orders') && !known.scopes.includes('read_all_orders');
  const isChanged = isBack || [...known.scopes].sort().join() !== [...scopes].sort().join();
  if (!isChanged) return { shopId: known.id, kind: 'known' };
  await client.query(
    `UPDATE shop SET scopes = $2, uninstalled_at = NULL, updated_at = now(),
            installed_at = CASE WHEN uninstalled_at IS NULL THEN installed_at ELSE $3 END WHERE id = $1`,
    [known.id, scopes, at],
  );
  if (isBack) await queueBackfill(client, known.id, BACKFILL_STEPS);
  else if (deepens) await queueBackfill(client, known.id, ['orders', 'model']);
  await publishChange(client, { shopId: known.id, kind: 'shop' });
  return { shopId: known.id, kind: isBack || deepens ? 'again' : 'known' };
}

async function queueBackfill(
  client: pg.ClientBase,
  shopId: number,
  steps: readonly BackfillStepName[],
): Promise<void> {
  await client.query(
    `INSERT INTO backfill (shop_id, step, status) SELECT $1, step, 'pending' FROM unnest($2::text[]) AS step
     ON CONFLICT (shop_id, step) DO UPDATE SET status = 'pending', operation_id = NULL, url = NULL, objects_done = 0,
       objects_all = NULL, message = NULL, started_at = NULL, finished_at = NULL`,
    [shopId, steps],
  );
}

async function addExamples(
  client: pg.PoolClient,
  shopId: ShopId,
  { segments, campaigns }: InstallRequest,
): Promise<void> {
  const idOf = new Map(segments.map(({ name }) => [name, randomUUID()]));
  const idsOf = (names: readonly string[]): string[] => names.flatMap((name) => idOf.get(name) ?? []);
  for (const { name, description, rule } of segments)
    await client.query(
      `INSERT INTO segment (shop_id, id, name, description, rule, updated_at) VALUES ($1, $2, $3, $4, $5, now())`,
      [shopId, idOf.get(name), name, description, rule],
    );
  for (const campaign of campaigns)
    await client.query(
      `INSERT INTO campaign (shop_id, id, name, kind, status, priority, audience, excluded, placements, content, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, now())`,
      [
        shopId,
        randomUUID(),
        campaign.name,
        campaign.kind,
        campaign.status,
        campaign.priority,
        idsOf(campaign.audience),
        idsOf(campaign.excluded),
        campaign.placements,
        JSON.stringify(campaign.content),
      ],
    );
  await publishChange(client, { shopId, kind: 'config' });
}
