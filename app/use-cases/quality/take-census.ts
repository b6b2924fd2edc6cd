import { SECONDS } from '#app/domain/kernel/instant.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DataCensusStore } from '#app/ports/data-census.ts';

export interface TakeCensusDeps {
  readonly census: Pick<DataCensusStore, 'takeNext'>;
  readonly clock: Clock;
}

/** Counts how complete the data of one shop is, each shop once an hour. True when another may be due. */
export function createTakeCensus({ census, clock }: TakeCensusDeps): () => Promise<boolean> {
  return () => census.takeNext(clock.now() - SECONDS.hour, clock.now());
}
