import type { z } from 'zod';
import { fieldProblems } from '#app/contracts/field-problems.ts';
import { connectionDraft, type tierSourceDraft } from '#app/contracts/connection.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import { TIER_SOURCE } from '#app/domain/profiles/connected.ts';
import type { TierSource } from '#app/domain/quality/connections/connection.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Connection, ConnectionBook } from '#app/ports/connection-store.ts';
import { isAsOpened, type SaveRefusal } from '../as-opened.ts';

export interface TierSourcePorts {
  readonly connections: ConnectionBook;
  readonly clock: Clock;
}

/** Unless its connection says otherwise: a tier is what the shop itself says of a customer, as a tag is; it is kept while Shopify cannot be read. */
const USE = { needs: 'none', refreshDays: 1, keepDays: 30 } as const;

interface ShownTierSource extends Omit<TierSource, 'kind'> {
  readonly isOn: boolean;
}

/** Where a shop's tiers stand in Shopify; null where it never said. */
export async function viewTierSource(
  { connections }: TierSourcePorts,
  shopId: ShopId,
): Promise<ShownTierSource | null> {
  return toShown(await findTierSource(connections, shopId));
}

function toShown(found: Connection | null): ShownTierSource | null {
  if (found?.settings.source.kind !== 'tier') return null;
  const { kind: _, ...place } = found.settings.source;
  return { ...place, isOn: found.isOn };
}

/**
 * Keeps where they stand, and has everybody's read again, unless that is shown otherwise now than when its card was opened. One that is
 * off needs no place.
 */
export async function saveTierSource(
  { connections, clock }: TierSourcePorts,
  shopId: ShopId,
  { isOn, ...place }: z.infer<typeof tierSourceDraft>,
  opened?: unknown,
): Promise<Result<null, SaveRefusal>> {
  const isStill = (stored: Connection | null) => isAsOpened(opened, toShown(stored));
  const found = await findTierSource(connections, shopId);
  if (!isStill(found)) return fail({ kind: 'stale' });
  if (!isOn && place.namespace === '' && place.key === '') {
    await connections.remove(shopId, TIER_SOURCE, clock.now());
    return ok(null);
  }
  const { name: given = 'Loyalty tier', settings: before = USE } = found ?? {};
  const draft = connectionDraft.safeParse({
    ...{ id: TIER_SOURCE, name: given, isOn },
    settings: { ...before, source: { kind: 'tier', ...place } },
  });
  if (!draft.success) return fail({ kind: 'invalid', fields: fieldProblems(draft.error) });
  const { name, settings } = draft.data;
  const connection = { id: TIER_SOURCE, name, isOn, settings };
  const isSaved = await connections.save(shopId, connection, undefined, clock.now(), isStill);
  return isSaved ? ok(null) : fail({ kind: 'stale' });
}

async function findTierSource(
  connections: Pick<ConnectionBook, 'configured'>,
  shopId: ShopId,
): Promise<Connection | null> {
  return (await connections.configured(shopId)).find(({ id }) => id === TIER_SOURCE) ?? null;
}
