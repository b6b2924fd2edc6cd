import type { World } from './world.ts';

export type SimulatedArm = 'control' | 'offer';

export interface SimulatedUnit {
  readonly unit: string;
  readonly arm: SimulatedArm;
  /** Spent before the experiment. */
  readonly spentBefore: number;
}

/** What the shop is told, when it arrives: often late, sometimes twice, in any order. */
export type Delivery = { readonly unit: number; readonly checkout: string; readonly arrivesOn: number } & (
  { readonly kind: 'checkout'; readonly canSee: boolean } | SimulatedOrder | { readonly kind: 'refund' }
);

export interface SimulatedOrder {
  readonly kind: 'order';
  /** Days after the start. */
  readonly completedOn: number;
  readonly revenue: number;
  readonly profit: number;
  readonly items: number;
  readonly isAccepted: boolean;
  /** Profit of what was accepted, whether or not it was bought because of the offer. */
  readonly attributed: number;
}

export interface Simulated {
  readonly units: readonly SimulatedUnit[];
  /** By the day they arrive; days are counted in fractions from the start. */
  readonly deliveries: readonly Delivery[];
}

/** One experiment with two arms in a world, even ones unless `armOf` says otherwise. The same for the same random numbers. */
export function simulate(
  world: World,
  random: () => number,
  armOf: (unit: string) => SimulatedArm = () => (random() < 0.5 ? 'control' : 'offer'),
): Simulated {
  const units: SimulatedUnit[] = [];
  const deliveries: Delivery[] = [];
  for (let index = 0; index < world.shoppers; index += 1) {
    const unit = `shopper-${index}`;
    const arm = armOf(unit);
    const isBot = random() < world.bots.share;
    const person = drawPerson(world, random);
    units.push({ unit, arm, spentBefore: isBot ? 0 : person.spentBefore });
    const checkouts = isBot ? world.bots.checkouts : drawCheckouts(world, random);
    for (let number = 0; number < checkouts; number += 1) {
      const checkout = `${index}-${number}`;
      const on = random() * world.days;
      const canSee = !isBot && random() >= world.unseen;
      deliveries.push({ kind: 'checkout', unit: index, checkout, canSee, arrivesOn: on });
      const isSeen = canSee && arm === 'offer';
      if (!isBot) buy(world, random, { unit: index, checkout, on, person, isSeen }, deliveries);
    }
  }
  return { units, deliveries: deliveries.sort((a, b) => a.arrivesOn - b.arrivesOn) };
}

interface Person {
  readonly completion: number;
  /** Of the mean order value. */
  readonly taste: number;
  readonly spentBefore: number;
}

function drawPerson({ completion, order }: World, random: () => number): Person {
  const taste = drawLogNormal(random, 1, 0.5);
  const isNew = random() < 0.3;
  return {
    completion: completion[random() < 0.5 ? 0 : 1],
    taste,
    spentBefore: isNew ? 0 : taste * drawLogNormal(random, 3 * order.meanValue, 0.4),
  };
}

function drawCheckouts({ comesBack }: World, random: () => number): number {
  let checkouts = 1;
  while (random() < comesBack) checkouts += 1;
  return checkouts;
}

const MINUTES_A_DAY = 1_440;

interface OpenCheckout {
  readonly unit: number;
  readonly checkout: string;
  readonly on: number;
  readonly person: Person;
  readonly isSeen: boolean;
}

/** An order and a refund, where there are any. */
function buy(
  { order, offer, refund, delivery }: World,
  random: () => number,
  { unit, checkout, on, person, isSeen }: OpenCheckout,
  deliveries: Delivery[],
): void {
  if (random() >= person.completion * (isSeen ? 1 + offer.completionLift : 1)) return;
  const isAccepted = isSeen && random() < offer.takeRate;
  const extra = isAccepted && random() >= offer.boughtAnyway ? offer.value : 0;
  const value = person.taste * drawLogNormal(random, order.meanValue, order.spread);
  const bought: SimulatedOrder = {
    kind: 'order',
    completedOn: on + drawLogNormal(random, order.minutes, 0.6) / MINUTES_A_DAY,
    revenue: value + extra,
    profit: value * order.margin + extra * offer.margin,
    items: Math.max(1, Math.round(value / order.itemValue)) + (extra > 0 ? 1 : 0),
    isAccepted,
    attributed: isAccepted ? offer.value * offer.margin : 0,
  };
  const tell = (told: Delivery): void => {
    deliveries.push(told);
    if (random() < delivery.twice)
      deliveries.push({ ...told, arrivesOn: told.arrivesOn + random() * delivery.lateDays });
  };
  const late = random() * delivery.lateDays;
  tell({ ...bought, unit, checkout, arrivesOn: on + late });
  if (random() < refund.share) {
    const after = -Math.log(1 - random()) * refund.meanDays;
    tell({ kind: 'refund', unit, checkout, arrivesOn: on + after + random() * delivery.lateDays });
  }
}

/** A log-normal number with this mean; `spread` is the standard deviation of its logarithm (Box and Muller 1958). */
function drawLogNormal(random: () => number, mean: number, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return mean * Math.exp(spread * normal - (spread * spread) / 2);
}
