import type { Instant } from '#app/domain/kernel/instant.ts';

/** The only source of time. */
export interface Clock {
  /** Whole seconds since 1970-01-01 UTC. */
  now(): Instant;
  /** Milliseconds since 1970-01-01 UTC. */
  nowMs(): number;
}
