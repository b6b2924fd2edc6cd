import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { withDevice, type AttributeLog } from '#app/domain/profiles/attribute-log.ts';
import type { ShopperTrace } from '#app/domain/profiles/activity-record.ts';
import { foldTrace } from '#app/domain/profiles/fold-trace.ts';
import { keepToConsent } from '#app/domain/profiles/keep-to-consent.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import {
  membershipChanges,
  type MembershipCause,
  type MembershipChange,
} from '#app/domain/segments/membership.ts';
import type { ShopStores } from '#app/ports/fold-transaction.ts';
import type { ShopperDetails } from '#app/ports/order-store.ts';
import type { ShopRules } from '#app/ports/shop-rules.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { DecidedMemberships, StoredMemberships } from '#app/ports/membership-store.ts';
import type { ShopperChange } from '#app/ports/shopper-store.ts';
import { decideAfterNews } from '../segments/decide-memberships.ts';

/** Of a deleted customer: no rule is ever asked about them again. */
const NO_MEMBERSHIPS = {
  segmentIds: [],
  nextSegmentIds: [],
  nextChangeAt: null,
  configVersion: 2_147_483_647,
};

export interface ShopperState {
  readonly profile: Profile;
  readonly log: AttributeLog;
}

export interface OpenShopper {
  /** The id that survived merges. */
  readonly customerId: CustomerId;
  readonly state: ShopperState;
  readonly isDeleted: boolean;
}

/**
 * Shoppers of one shop that a batch of deliveries is about: each row is locked and read once, changed in memory, and written
 * with its memberships when the desk is settled. Whoever reaches for the rows themselves (a merge, a redaction) settles first.
 */
export interface ShopperDesk {
  open(id: CustomerId): Promise<OpenShopper>;
  /** Locks and reads those that are not open yet at once, so that opening them one by one costs nothing. */
  openAll(ids: readonly CustomerId[]): Promise<void>;
  /** Of an opened shopper. `cause` says why memberships changed where they do; else it is news of the shopper. */
  put(id: CustomerId, state: ShopperState, cause?: MembershipCause): void;
  /** Has open carts and series made again from what is stored, when the desk is settled. */
  refresh(id: CustomerId): Promise<void>;
  putDetails(details: ShopperDetails): void;
  /** Writes what was put, and forgets what was read. Gives how many shoppers were written. */
  settle(): Promise<number>;
  /** Forgets what was read and put: it was rolled back. */
  forget(): void;
}

export interface ShopperDeskDeps {
  readonly shop: Shop;
  readonly rules: ShopRules;
  readonly stores: Pick<ShopStores, 'shoppers' | 'details' | 'activity'>;
  readonly now: Instant;
}

/** A shopper as their row was read, by the id that survived. */
interface ReadShopper {
  readonly profile: Profile;
  readonly memberships: StoredMemberships;
}

type Change = ShopperState & { readonly cause: MembershipCause };

/** Changes of one shopper, those of one cause after another as one: each cause answers for what it changed. */
function addChange(changes: readonly Change[], change: Change): readonly Change[] {
  return changes.at(-1)?.cause === change.cause ? [...changes.slice(0, -1), change] : [...changes, change];
}

export function createShopperDesk(deps: ShopperDeskDeps): ShopperDesk {
  const opened = new Map<CustomerId, OpenShopper>();
  const read = new Map<CustomerId, ReadShopper>();
  const changed = new Map<CustomerId, readonly Change[]>();
  const newest = (id: CustomerId): Change | undefined => changed.get(id)?.at(-1);
  const change = (id: CustomerId, state: ShopperState, cause: MembershipCause): void =>
    void changed.set(id, addChange(changed.get(id) ?? [], { ...state, cause }));
  const details = new Map<string, ShopperDetails>();
  const outdated = new Set<CustomerId>();
  const forget = (): void => [opened, read, changed, details, outdated].forEach((all) => all.clear());
  const openAll: ShopperDesk['openAll'] = async (ids) => {
    const missing = [...new Set(ids)].filter((id) => !opened.has(id));
    if (missing.length === 0) return;
    for (const [id, { customerId, profile, log, memberships }] of await deps.stores.shoppers.lock(missing)) {
      read.set(customerId, { profile, memberships });
      opened.set(id, { customerId, state: { profile, log }, isDeleted: log.deletedAt !== undefined });
    }
  };
  const open: ShopperDesk['open'] = async (id) => {
    await openAll([id]);
    const shopper = opened.get(id);
    invariant(shopper, 'whoever is opened is there');
    return { ...shopper, state: newest(shopper.customerId) ?? shopper.state };
  };
  const refreshAll = async (): Promise<void> => {
    await openAll([...outdated]);
    for (const [id, trace] of await deps.stores.activity.tracesOf([...outdated])) {
      const { state } = await open(id);
      const cause = newest(id)?.cause === 'merge' ? 'merge' : 'event';
      change(id, withTrace(state, trace), cause);
    }
  };
  return {
    forget,
    open,
    openAll,
    put: (id, state, cause = 'event') => change(id, state, cause),
    async refresh(id) {
      const { customerId } = await open(id);
      outdated.add(customerId);
    },
    putDetails(told) {
      const known = details.get(told.shopperId);
      details.set(told.shopperId, known ? newerDetails(known, told) : told);
    },
    async settle() {
      await refreshAll();
      const changes = [...changed].map(([id, steps]) => {
        const before = read.get(id);
        invariant(before, 'only an opened shopper is put');
        return toChange(deps, id, before, steps);
      });
      const kept = [...details.values()];
      forget();
      if (changes.length > 0) await deps.stores.shoppers.saveAll(changes);
      await deps.stores.details.saveAll(kept);
      return changes.length;
    },
  };
}

function withTrace({ profile, log }: ShopperState, trace: ShopperTrace): ShopperState {
  return { profile: foldTrace(profile, trace), log: withDevice(log, trace.device) };
}

/** Of two orders' details the newer; what the newer order does not tell stays as the older one told. */
function newerDetails(known: ShopperDetails, told: ShopperDetails): ShopperDetails {
  const [older, newer] = told.at >= known.at ? [known, told] : [told, known];
  return {
    ...newer,
    address: newer.address ?? older.address,
    paymentType: newer.paymentType ?? older.paymentType,
  };
}

/** Each step decided after the one before it. */
function toChange(
  deps: ShopperDeskDeps,
  customerId: CustomerId,
  { profile, memberships }: ReadShopper,
  steps: readonly Change[],
): ShopperChange {
  let before = profile;
  let decided: ShopperChange | null = null;
  for (const step of steps) {
    const { profile: after, log } = keepToConsent(step.profile, step.log);
    const next = decideStep(deps, decided ?? memberships, { before, after }, { ...step, log });
    const changes: readonly MembershipChange[] = [...(decided?.changes ?? []), ...next.changes];
    decided = { customerId, profile: after, log, ...next, changes };
    before = after;
  }
  invariant(decided, 'a shopper is put with a change');
  return decided;
}

function decideStep(
  { shop, rules, now }: ShopperDeskDeps,
  stored: StoredMemberships,
  profiles: { readonly before: Profile; readonly after: Profile },
  { log, cause }: Change,
): DecidedMemberships {
  if (log.deletedAt !== undefined) {
    const changes = membershipChanges(stored.segmentIds, [], { at: now, cause });
    return { ...NO_MEMBERSHIPS, changes };
  }
  return decideAfterNews(stored, profiles, rules, { now, timezone: shop.timezone, cause });
}
