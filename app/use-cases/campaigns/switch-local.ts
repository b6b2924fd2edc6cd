import { LOCAL_SCOPES } from '#app/contracts/local-scopes.ts';
import { LOCAL_KEY } from '#app/domain/campaigns/local/payload.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { LocalSwitch, LocalTally } from '#app/ports/local-switch.ts';
import type { Metafields } from '#app/ports/metafields.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { MOST_CALLS_A_DAY, NOTHING } from './write-payloads.ts';

export interface SwitchLocalPorts {
  readonly localSwitch: LocalSwitch;
  readonly metafields: Metafields;
  readonly clock: Clock;
}

/** Whether checkouts decide their first offers by themselves, and what that takes. */
export interface LocalView extends LocalTally {
  readonly missingScopes: readonly string[];
  readonly mostCallsADay: number;
}

export async function viewLocal(
  { localSwitch, clock }: Pick<SwitchLocalPorts, 'localSwitch' | 'clock'>,
  { id, scopes }: Pick<Shop, 'id' | 'scopes'>,
): Promise<LocalView> {
  const missingScopes = LOCAL_SCOPES.filter((scope) => !scopes.includes(scope));
  return {
    ...(await localSwitch.tally(id, clock.now())),
    missingScopes,
    mostCallsADay: MOST_CALLS_A_DAY,
  };
}

/** The worker writes from its next round on, once Shopify has told of the grant. */
export function switchLocalOn(
  { localSwitch, clock }: Pick<SwitchLocalPorts, 'localSwitch' | 'clock'>,
  { id }: Pick<Shop, 'id'>,
): Promise<void> {
  return localSwitch.switchOn(id, clock.now());
}

/**
 * Empties the shop's own payload at once, without which no checkout decides, and for which no scope is needed; the worker empties the
 * others. Rejects with ShopifyRejected, and then nothing is changed here.
 */
export async function switchLocalOff(
  { localSwitch, metafields }: Pick<SwitchLocalPorts, 'localSwitch' | 'metafields'>,
  { id, domain }: Pick<Shop, 'id' | 'domain'>,
): Promise<void> {
  const ownerId = await metafields.shopGid(domain);
  await metafields.write(domain, [{ ownerId, key: LOCAL_KEY, value: NOTHING }]);
  await localSwitch.switchOff(id, ownerId);
}
