import type { ConfiguredIncentive, IncentiveConfiguration } from './configuration.ts';

/** Which of their segments customers' metafields tell. */
export interface ToldSegments {
  /** Ids of those that are told. */
  readonly asked: ReadonlySet<string>;
  /** Ids of those that let somebody in: of customers whom the holdout has they are not told. */
  readonly letsIn: ReadonlySet<string>;
}

/** What the metafields have to tell, so that these incentives are given to whom they are for. */
export function toldFor(incentives: readonly ConfiguredIncentive[]): ToldSegments {
  const letsIn = new Set(incentives.flatMap(({ audience }) => audience));
  return { asked: new Set([...letsIn, ...incentives.flatMap(({ excluded }) => excluded)]), letsIn };
}

/** The way from one configuration to another: metafields are written customer by customer, which takes its time. */
export interface Transition {
  /** Given until all metafields are written: what it gives to whom is the same before and after theirs is. */
  readonly meanwhile: IncentiveConfiguration;
  /** What the metafields tell when the new configuration comes: no less than it asks. */
  readonly told: ToldSegments;
}

/**
 * From what is `given`, with metafields that tell what it asks, to what is `wanted`. An incentive that ended goes at once; a new one comes
 * at once where the metafields tell all of it already; one that changed stays as it was where writing does not change whom it is for.
 */
export function transitionTo(wanted: IncentiveConfiguration, given: IncentiveConfiguration): Transition {
  const known = toldFor(given.incentives);
  const next = toldFor(wanted.incentives);
  const ids = new Set(wanted.incentives.map(({ id }) => id));
  const keepsOutOnly = (segment: string): boolean => next.asked.has(segment) && !next.letsIn.has(segment);
  const kept = given.incentives.filter(({ id, audience }) => ids.has(id) && !audience.some(keepsOutOnly));
  const told = toldFor([...kept, ...wanted.incentives]);
  const isTheSame = (segment: string): boolean =>
    known.asked.has(segment) &&
    told.asked.has(segment) &&
    known.letsIn.has(segment) === told.letsIn.has(segment);
  const isSteady = ({ audience, excluded }: ConfiguredIncentive): boolean =>
    [...audience, ...excluded].every(isTheSame);
  const meanwhile = wanted.incentives.flatMap((incentive) => {
    const before = kept.filter(({ id }) => id === incentive.id);
    return [incentive, ...before].filter(isSteady).slice(0, 1);
  });
  return { meanwhile: { version: wanted.version, incentives: meanwhile }, told };
}
