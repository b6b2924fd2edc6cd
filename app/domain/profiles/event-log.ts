import type { Instant } from '../kernel/instant.ts';
import { groupItems, type Grouped } from './grouped.ts';
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
  const told: Told = {
    ...{ done: [], buyers: [], merges: [] },
    ...{ orders: new Map(), cancelled: new Set(), refunds: new Map() },
  };
  let people: People | null = null;
  const look = (): People => (people ??= gather(told));
  return {
    add(event) {
      if (event.at > until) return;
      people = null;
      note(told, event);
    },
    shoppers: () => [...look().numbers.keys()],
    profile(shopper) {
      const { numbers, done, orders } = look();
      const person = numbers.get(shopper) ?? -1;
      return profileOf(shopper, done.of(person), orders.get(person) ?? []);
    },
  };
}

/** What was told, in the order of telling. */
interface Told {
  readonly done: OwnEvent[];
  readonly merges: Merge[];
  /** Each order once, and who is named by any telling of one. */
  readonly orders: Map<string, OrderEvent>;
  readonly buyers: string[];
  readonly cancelled: Set<string>;
  readonly refunds: Map<string, Refund[]>;
}

function note({ done, orders, buyers, cancelled, refunds, merges }: Told, event: ShopperEvent): void {
  switch (event.type) {
    case 'order':
      buyers.push(event.shopper);
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
      return;
    default:
      done.push(event);
  }
}

/** An order told twice counts once: as it was first placed; of two at the same second a fixed one stays. */
function earlierOrder(known: OrderEvent, told: OrderEvent): OrderEvent {
  if (known.at !== told.at) return known.at < told.at ? known : told;
  return known === told || JSON.stringify(known) <= JSON.stringify(told) ? known : told;
}

/** Everybody by number. */
interface People {
  /** Of the id that each goes by. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly done: Grouped<OwnEvent>;
  readonly orders: ReadonlyMap<number, readonly KeptOrder[]>;
}

function gather({ done, orders, buyers, cancelled, refunds, merges }: Told): People {
  const { numbers, numberOf } = numberPeople(joinIdentities(merges));
  const doers = Uint32Array.from(done, ({ shopper }) => numberOf(shopper));
  for (const id of [...buyers, ...merges.flatMap(({ from, to }) => [from, to])]) numberOf(id);
  const kept = new Map<number, KeptOrder[]>();
  for (const order of orders.values())
    if (!cancelled.has(order.id))
      entry(kept, numberOf(order.shopper)).push({ order, refunds: refunds.get(order.id) ?? [] });
  return { numbers, done: groupItems(done, doers, numbers.size), orders: kept };
}

/** Gives every person a number when one of their ids is first named. */
function numberPeople(personOf: (id: string) => string) {
  const numbers = new Map<string, number>();
  const known = new Map<string, number>();
  const numberOf = (id: string): number => {
    let number = known.get(id);
    if (number === undefined) {
      const person = personOf(id);
      known.set(id, (number = numbers.get(person) ?? numbers.size));
      numbers.set(person, number);
    }
    return number;
  };
  return { numbers, numberOf };
}

/** The list under this key, made when there is none. */
function entry<Key, Item>(map: Map<Key, Item[]>, key: Key): Item[] {
  let list = map.get(key);
  if (list === undefined) map.set(key, (list = []));
  return list;
}
