import type { Instant } from '../../kernel/instant.ts';
import { SECONDS } from '../../kernel/instant.ts';
import type { MeasuredCheckout, MeasuredOrder } from '../checkouts/measured-checkout.ts';
import type { Delivery, Simulated, SimulatedOrder } from './simulate.ts';

interface Known {
  readonly unit: string;
  readonly startedOn: number;
  readonly canSee: boolean;
  order: SimulatedOrder | null;
  isRefunded: boolean;
}

/**
 * The checkouts of a simulation as a report on that day knows them: a delivery that came twice counts once, and what is still on
 * its way is not known. `since` is the simulation's first moment.
 */
export function knownCheckouts(
  { units, deliveries }: Simulated,
  day: number,
  since: Instant,
): readonly MeasuredCheckout[] {
  const known = new Map<string, Known>();
  for (const told of deliveries) {
    if (told.arrivesOn > day) break;
    take(known, told, units[told.unit]?.unit ?? '');
  }
  const arms = new Map(units.map(({ unit, arm }) => [unit, arm]));
  const at = (days: number): Instant => Math.round(since + days * SECONDS.day);
  return [...known.values()].map(({ unit, startedOn, canSee, order, isRefunded }) => ({
    unit,
    firstSeenAt: at(startedOn),
    knownBy: canSee ? 'decision' : 'webhook',
    hasSeen: canSee && arms.get(unit) === 'offer',
    hasAccepted: order?.isAccepted ?? false,
    segmentIds: null,
    order: order && orderOf(order, isRefunded, at),
  }));
}

/** A checkout's own news is there first, because it arrives when it begins. */
function take(known: Map<string, Known>, told: Delivery, unit: string): void {
  const of = known.get(told.checkout);
  if (told.kind === 'checkout')
    known.set(told.checkout, {
      unit,
      startedOn: told.arrivesOn,
      canSee: told.canSee,
      order: null,
      isRefunded: false,
    });
  else if (of && told.kind === 'order') of.order = told;
  else if (of) of.isRefunded = true;
}

/** A refund takes the whole order back. */
function orderOf(
  { completedOn, revenue, profit, items }: SimulatedOrder,
  isRefunded: boolean,
  at: (days: number) => Instant,
): MeasuredOrder {
  const kept = isRefunded ? 0 : 1;
  const minor = (amount: number): number => Math.round(amount * 100) * kept;
  return {
    joinedBy: 'token',
    completedAt: at(completedOn),
    revenueMinor: minor(revenue),
    costedMinor: minor(revenue),
    profitMinor: minor(profit),
    items: items * kept,
  };
}
