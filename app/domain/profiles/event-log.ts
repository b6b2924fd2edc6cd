import type { Instant } from '../kernel/instant.ts';
import { joinIdentities, type Merge } from './identities.ts';
import { profileOf } from './profile-of-events.ts';
import type { Profile } from './profile.ts';
import type { ShopperEvent, ToldAttributes } from './shopper-event.ts';

/** What one id did, in the order in which it was told. */
export interface Trace {
  readonly views: Instant[];
  readonly searches: Instant[];
  /** Changes that left something in the cart. */
  readonly carts: Instant[];
  /** Carts emptied. */
  readonly emptied: Instant[];
  readonly checkouts: Instant[];
  readonly consents: { readonly at: Instant; readonly isAllowed: boolean }[];
  readonly told: { readonly at: Instant; readonly attributes: ToldAttributes }[];
}

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
  const traces = new Map<string, Trace>();
  const orders = new Map<string, OrderEvent>();
  const cancelled = new Set<string>();
  const refunds = new Map<string, Refund[]>();
  const merges: Merge[] = [];
  let people: People | null = null;
  const trace = (shopper: string): Trace => entry(traces, shopper, emptyTrace);
  const look = (): People => (people ??= gather({ traces, orders, cancelled, refunds, merges }));

  const add = (event: ShopperEvent): void => {
    switch (event.type) {
      case 'order':
        trace(event.shopper);
        orders.set(event.id, earlierOrder(orders.get(event.id) ?? event, event));
        return;
      case 'order_cancelled':
        cancelled.add(event.order);
        return;
      case 'refund':
        entry(refunds, event.order, () => []).push({ at: event.at, amountMinor: event.amountMinor });
        return;
      case 'merge':
        merges.push(event);
        trace(event.from);
        trace(event.to);
        return;
      default:
        addTo(trace(event.shopper), event);
    }
  };
  return {
    add(event) {
      if (event.at > until) return;
      people = null;
      add(event);
    },
    shoppers: () => [...look().traces.keys()],
    profile(shopper) {
      const { traces: all, orders: kept } = look();
      return profileOf(shopper, all.get(shopper) ?? [], kept.get(shopper) ?? []);
    },
  };
}

type TraceEvent = Exclude<ShopperEvent, { type: 'order' | 'order_cancelled' | 'refund' | 'merge' }>;

function addTo(trace: Trace, event: TraceEvent): void {
  switch (event.type) {
    case 'view':
      trace.views.push(event.at);
      return;
    case 'search':
      trace.searches.push(event.at);
      return;
    case 'checkout':
      trace.checkouts.push(event.at);
      return;
    case 'cart':
      (event.isEmpty ? trace.emptied : trace.carts).push(event.at);
      return;
    case 'customer':
      trace.told.push(event);
      return;
    case 'consent':
      trace.consents.push(event);
  }
}

/** An order told twice counts once: as it was first placed; of two at the same second a fixed one stays. */
function earlierOrder(known: OrderEvent, told: OrderEvent): OrderEvent {
  if (known.at !== told.at) return known.at < told.at ? known : told;
  return known === told || JSON.stringify(known) <= JSON.stringify(told) ? known : told;
}

interface People {
  readonly traces: ReadonlyMap<string, readonly Trace[]>;
  readonly orders: ReadonlyMap<string, readonly KeptOrder[]>;
}

function gather(log: {
  readonly traces: ReadonlyMap<string, Trace>;
  readonly orders: ReadonlyMap<string, OrderEvent>;
  readonly cancelled: ReadonlySet<string>;
  readonly refunds: ReadonlyMap<string, readonly Refund[]>;
  readonly merges: readonly Merge[];
}): People {
  const personOf = joinIdentities(log.merges);
  const traces = new Map<string, Trace[]>();
  const orders = new Map<string, KeptOrder[]>();
  for (const [id, trace] of log.traces) entry(traces, personOf(id), () => []).push(trace);
  for (const order of log.orders.values())
    if (!log.cancelled.has(order.id))
      entry(orders, personOf(order.shopper), () => []).push({
        order,
        refunds: log.refunds.get(order.id) ?? [],
      });
  return { traces, orders };
}

function emptyTrace(): Trace {
  return { views: [], searches: [], carts: [], emptied: [], checkouts: [], consents: [], told: [] };
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
