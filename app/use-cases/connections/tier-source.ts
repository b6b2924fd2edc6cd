import type { z } from 'zod';
import { fieldProblems } from '#app/contracts/field-problems.ts';
import { connectionDraft, type tierSourceDraft } from '#app/contracts/connection.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import { TIER_SOURCE } from '#app/domain/profiles/connected.ts';
import type { TierSource } from '#app/domain/quality/connections/connection.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Connection, ConnectionBook } from '#app/ports/connection-store.ts';

export interface TierSourcePorts {
  readonly connections: ConnectionBook;
  readonly clock: Clock;
}

/** Unless its connection says otherwise: a tier is what the shop itself says of a customer, as a tag is; it is kept while Shopify cannot be read. */
const USE = { needs: 'none', refreshDays: 1, keepDays: 30 } as const;

/** Where a shop's tiers stand in Shopify; null where it never said. */
export async function viewTierSource(
  { connections }: TierSourcePorts,
  shopId: ShopId,
): Promise<(Omit<TierSource, 'kind'> & { readonly isOn: boolean }) | null> {
  const found = await findTierSource(connections, shopId);
  if (found?.settings.source.kind !== 'tier') return null;
  const { kind: _, ...place } = found.settings.source;
  return { ...place, isOn: found.isOn };
}

/** Keeps where they stand, and has everybody's read again; gives what is wrong, by field. One that is off needs no place. */
export async function saveTierSource(
  { connections, clock }: TierSourcePorts,
  shopId: ShopId,
  { isOn, ...place }: z.infer<typeof tierSourceDraft>,
): Promise<Result<null, Readonly<Record<string, string>>>> {
  if (!isOn && place.namespace === '' && place.key === '') {
    await connections.remove(shopId, TIER_SOURCE, clock.now());
    return ok(null);
  }
  const { name: given = 'Loyalty tier', settings: before = USE } =
    (await findTierSource(connections, shopId)) ?? {};
  const draft = connectionDraft.safeParse({
    ...{ id: TIER_SOURCE, name: given, isOn },
    settings: { ...before, source: { kind: 'tier', ...place } },
  });
  if (!draft.success) return fail(fieldProblems(draft.error));
  const { name, settings } = draft.data;
  await connections.save(shopId, { id: TIER_SOURCE, name, isOn, settings }, undefined, clock.now());
  return ok(null);
}

async function findTierSource(
  connections: Pick<ConnectionBook, 'configured'>,
  shopId: ShopId,
): Promise<Connection | undefined> {
  return (await connections.configured(shopId)).find(({ id }) => id === TIER_SOURCE);
}
