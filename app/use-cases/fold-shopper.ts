import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { AttributeLog } from '#app/domain/profiles/attribute-log.ts';
import type { LockedShopper } from '#app/ports/shopper-store.ts';
import { attributesOf } from '#app/domain/profiles/attribute-log.ts';
import { evaluateMemberships } from './evaluate-memberships.ts';
import type { FoldContext } from './fold-context.ts';

/** Of a deleted customer: no rule is ever asked about them again. */
const NEVER_OUTDATED = 2_147_483_647;

export interface ShopperState {
  readonly profile: Profile;
  readonly log: AttributeLog;
}

/**
 * Changes one shopper: locked, changed, memberships decided again, saved. Nothing is written when the change leaves the
 * same state. A deleted customer stays deleted. Gives the id that survived merges.
 */
export async function changeShopper(
  context: FoldContext,
  customerId: CustomerId,
  change: (state: ShopperState, survivor: CustomerId) => ShopperState | Promise<ShopperState>,
): Promise<CustomerId> {
  const shopper = await context.stores.shoppers.lock(customerId);
  if (shopper.log.deletedAt !== undefined) return shopper.customerId;
  const state = stateOf(shopper);
  const next = await change(state, shopper.customerId);
  if (next !== state) await saveShopper(context, shopper.customerId, next);
  return shopper.customerId;
}

export function stateOf({ customerId, profile, log }: LockedShopper): ShopperState {
  return { profile: profile ?? emptyProfile(customerId), log };
}

/** Writes a shopper with the memberships that follow. */
export async function saveShopper(
  context: FoldContext,
  customerId: CustomerId,
  { profile, log }: ShopperState,
): Promise<void> {
  const complete: Profile = { ...profile, ...attributesOf(log) };
  const { shop, rules, now } = context;
  const memberships =
    log.deletedAt === undefined
      ? evaluateMemberships(complete, rules, { now, timezone: shop.timezone })
      : { segmentIds: [], nextChangeAt: null };
  await context.stores.shoppers.save({
    customerId,
    profile: complete,
    log,
    ...memberships,
    configVersion: log.deletedAt === undefined ? rules.configVersion : NEVER_OUTDATED,
  });
  context.changes.add('profiles');
}
