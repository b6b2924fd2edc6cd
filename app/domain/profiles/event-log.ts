import type { Instant } from '../kernel/instant.ts';
import { joinIdentities, type Merge } from './identities.ts';
import { profileOf } from './profile-of-events.ts';
import type { Profile } from './profile.ts';
import type { ShopperEvent } from './shopper-event.ts';

/** Something that one id did or told, orders apart. */
export type OwnEvent = Exclude<ShopperEvent, { type: 'order' | 'order_cancelled' | 'refund' | 'merge' }>;
export type OrderEvent = Extract<ShopperEvent, { type: 'order' }>;
export interface Refund {
  readonly at: Instant;
  readonly amountMinor: number;
}

/** An order that was not cancelled, and what was given back of it. */
export interface KeptOrder {
  readonly order: OrderEvent;
  readonly refunds: readonly Refund[];
}

/** Everything that is known to have happened up to one instant. Adding in any order gives the same profiles. */
export interface EventLog {
  add(event: ShopperEvent): void;
  /** Every shopper named so far, by id; ids that were merged into another are that other shopper. */
  shoppers(): readonly string[];
  /** The profile of one of `shoppers()`. */
  profile(shopper: string): Profile;
}

/** A log of what has happened by `until`: later events are left out, for they have not happened yet. */
export function createEventLog(until: Instant): EventLog {
  /** Of every id named. */
  const done = new Map<string, OwnEvent[]>();
  const orders = new Map<string, OrderEvent>();
  const cancelled = new Set<string>();
  const refunds = new Map<string, Refund[]>();
  const merges: Merge[] = [];
  let people: People | null = null;
  const doneBy = (shopper: string): OwnEvent[] => entry(done, shopper);
  const look = (): People => (people ??= gather({ done, orders, cancelled, refunds, merges }));

  const add = (event: ShopperEvent): void => {
    switch (event.type) {
      case 'order':
        doneBy(event.shopper);
        orders.set(event.id, earlierOrder(orders.get(event.id) ?? event, event));
        return;
      case 'order_cancelled':
        cancelled.add(event.order);
        return;
      case 'refund':
        entry(refunds, event.order).push({ at: event.at, amountMinor: event.amountMinor });
        return;
      case 'merge':
        merges.push(event);
        doneBy(event.from);
        doneBy(event.to);
        return;
      default:
        doneBy(event.shopper).push(event);
    }
  };
  return {
    add(event) {
      if (event.at > until) return;
      people = null;
      add(event);
    },
    shoppers: () => [...look().done.keys()],
    profile(shopper) {
      const { done: all, orders: kept } = look();
      return profileOf(shopper, all.get(shopper)?.flat() ?? [], kept.get(shopper) ?? []);
    },
  };
}

/** An order told twice counts once: as it was first placed; of two at the same second a fixed one stays. */
function earlierOrder(known: OrderEvent, told: OrderEvent): OrderEvent {
  if (known.at !== told.at) return known.at < told.at ? known : told;
  return known === told || JSON.stringify(known) <= JSON.stringify(told) ? known : told;
}

/** By person: what each of their ids did, and the orders of all of them. */
interface People {
  readonly done: ReadonlyMap<string, readonly (readonly OwnEvent[])[]>;
  readonly orders: ReadonlyMap<string, readonly KeptOrder[]>;
}

function gather(log: {
  readonly done: ReadonlyMap<string, readonly OwnEvent[]>;
  readonly orders: ReadonlyMap<string, OrderEvent>;
  readonly cancelled: ReadonlySet<string>;
  readonly refunds: ReadonlyMap<string, readonly Refund[]>;
  readonly merges: readonly Merge[];
}): People {
  const personOf = joinIdentities(log.merges);
  const done = new Map<string, (readonly OwnEvent[])[]>();
  const orders = new Map<string, KeptOrder[]>();
  for (const [id, events] of log.done) entry(done, personOf(id)).push(events);
  for (const order of log.orders.values())
    if (!log.cancelled.has(order.id))
      entry(orders, personOf(order.shopper)).push({ order, refunds: log.refunds.get(order.id) ?? [] });
  return { done, orders };
}

/** The list under this key, made when there is none. */
function entry<Item>(map: Map<string, Item[]>, key: string): Item[] {
  let list = map.get(key);
  if (list === undefined) map.set(key, (list = []));
  return list;
}
