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
  | { readonly kind: 'checkout' }
  | { readonly kind: 'order'; readonly profit: number; readonly attributed: number }
  | { readonly kind: 'refund'; readonly profit: number }
);

export interface Simulated {
  readonly units: readonly SimulatedUnit[];
  /** By the day they arrive; days are counted in fractions from the start. */
  readonly deliveries: readonly Delivery[];
}

/** One experiment with two even arms in a world. The same for the same random numbers. */
export function simulate(world: World, random: () => number): Simulated {
  const units: SimulatedUnit[] = [];
  const deliveries: Delivery[] = [];
  for (let index = 0; index < world.shoppers; index += 1) {
    const arm = random() < 0.5 ? 'control' : 'offer';
    const isBot = random() < world.bots.share;
    const person = drawPerson(world, random);
    units.push({ unit: `shopper-${index}`, arm, spentBefore: isBot ? 0 : person.spentBefore });
    const checkouts = isBot ? world.bots.checkouts : drawCheckouts(world, random);
    for (let number = 0; number < checkouts; number += 1) {
      const checkout = `${index}-${number}`;
      const on = random() * world.days;
      deliveries.push({ kind: 'checkout', unit: index, checkout, arrivesOn: on });
      if (!isBot) buy(world, random, { unit: index, checkout, on, person, arm }, deliveries);
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

interface OpenCheckout {
  readonly unit: number;
  readonly checkout: string;
  readonly on: number;
  readonly person: Person;
  readonly arm: SimulatedArm;
}

/** An order and a refund, where there are any. */
function buy(
  { unseen, order, offer, refund, delivery }: World,
  random: () => number,
  { unit, checkout, on, person, arm }: OpenCheckout,
  deliveries: Delivery[],
): void {
  const isSeen = arm === 'offer' && random() >= unseen;
  if (random() >= person.completion * (isSeen ? 1 + offer.completionLift : 1)) return;
  const isTaken = isSeen && random() < offer.takeRate;
  const isExtra = isTaken && random() >= offer.boughtAnyway;
  const ofOffer = offer.value * offer.margin;
  const profit =
    person.taste * drawLogNormal(random, order.meanValue, order.spread) * order.margin +
    (isExtra ? ofOffer : 0);
  const tell = (told: Delivery): void => {
    deliveries.push(told);
    if (random() < delivery.twice)
      deliveries.push({ ...told, arrivesOn: told.arrivesOn + random() * delivery.lateDays });
  };
  const late = random() * delivery.lateDays;
  tell({ kind: 'order', unit, checkout, arrivesOn: on + late, profit, attributed: isTaken ? ofOffer : 0 });
  if (random() < refund.share) {
    const after = -Math.log(1 - random()) * refund.meanDays;
    tell({ kind: 'refund', unit, checkout, arrivesOn: on + after + random() * delivery.lateDays, profit });
  }
}

/** A log-normal number with this mean; `spread` is the standard deviation of its logarithm (Box and Muller 1958). */
function drawLogNormal(random: () => number, mean: number, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return mean * Math.exp(spread * normal - (spread * spread) / 2);
}
