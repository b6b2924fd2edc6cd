import type { JoinedBy, KnownBy, MeasuredCheckout } from './measured-checkout.ts';

/** Of one arm, before anything is compared. */
export interface ArmTally {
  readonly arm: string;
  readonly units: number;
  readonly checkouts: number;
  /** Could not see anything: they never asked (a wallet, a locked checkout, no block). */
  readonly neverAsked: number;
  /** Something was really rendered for them. */
  readonly seen: number;
  readonly orders: number;
}

export type Joins = Readonly<Record<JoinedBy, number>>;

/** Counts checkouts as they come. */
export interface TallyKeeper {
  take(arm: string, checkout: MeasuredCheckout, isNewUnit: boolean): void;
  arms(): readonly ArmTally[];
  joins(): Joins;
  known(): Readonly<Record<KnownBy, number>>;
}

export function createTallyKeeper(arms: readonly string[]): TallyKeeper {
  const tallies = new Map(
    arms.map((arm) => [arm, { arm, units: 0, checkouts: 0, neverAsked: 0, seen: 0, orders: 0 }]),
  );
  const joins = { token: 0, attribute: 0, customer: 0 };
  const known = { decision: 0, webhook: 0, pixel: 0 };
  return {
    take(arm, { knownBy, hasSeen, order }, isNewUnit) {
      known[knownBy] += 1;
      if (order) joins[order.joinedBy] += 1;
      const tally = tallies.get(arm);
      if (!tally) return;
      tally.checkouts += 1;
      if (isNewUnit) tally.units += 1;
      if (knownBy !== 'decision') tally.neverAsked += 1;
      if (hasSeen) tally.seen += 1;
      if (order) tally.orders += 1;
    },
    arms: () => [...tallies.values()],
    joins: () => joins,
    known: () => known,
  };
}
