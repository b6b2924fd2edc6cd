import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface RateLimiter {
  /** Counts one request of `key`. Null: go on. Else the whole seconds to wait. */
  secondsToWait(key: string): Promise<number | null>;
}

const BURST_SECONDS = 10;

/**
 * Lets each key make `perSecond` requests a second, and the same number again as a burst within ten seconds. Counted in
 * this process; keys do not touch one another.
 */
export function createRateLimiter(perSecond: number): RateLimiter {
  const steady = new RateLimiterMemory({ keyPrefix: 'steady', points: perSecond, duration: 1 });
  const burst = new RateLimiterMemory({ keyPrefix: 'burst', points: perSecond, duration: BURST_SECONDS });
  return {
    async secondsToWait(key) {
      const second = await tryConsume(steady, key);
      if (second === null) return null;
      const rest = await tryConsume(burst, key);
      return rest === null ? null : Math.max(1, Math.ceil(Math.min(second, rest) / 1000));
    },
  };
}

/** Null when there was room, else the milliseconds until there is. */
async function tryConsume(limiter: RateLimiterMemory, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
    throw refusal;
  }
}
