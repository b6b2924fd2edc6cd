import { describe, expect, it } from 'vitest';
import { createRateLimiter } from '#app/http/rate-limit.ts';

const waits = async (limiter: ReturnType<typeof createRateLimiter>, key: string, count: number) => {
  const found: (number | null)[] = [];
  for (let index = 0; index < count; index += 1) found.push(await limiter.secondsToWait(key));
  return found;
};

describe('createRateLimiter', () => {
  it('lets the rate and one burst of it pass, then says how long to wait', async () => {
    const found = await waits(createRateLimiter(3), 'a', 7);
    expect(found.slice(0, 6)).toEqual([null, null, null, null, null, null]);
    expect(found[6]).toBe(1);
  });

  it('does not count one key against another', async () => {
    const limiter = createRateLimiter(1);
    await waits(limiter, 'a', 10);
    expect(await limiter.secondsToWait('b')).toBeNull();
  });
});
