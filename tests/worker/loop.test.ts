import { describe, expect, it, vi } from 'vitest';
import { silentLog } from '#app/adapters/system/log.ts';
import { startLoop } from '#app/worker/loop.ts';
import { createTrainingSchedule } from '#app/worker/training-schedule.ts';
import { eventually } from '#tests/support/eventually.ts';

const HOUR = 3_600_000;

describe('startLoop', () => {
  it('runs again at once while there is more, then waits to be woken', async () => {
    let left = 3;
    const run = vi.fn(async () => --left > 0);
    const loop = startLoop({ name: 'test', run, everyMs: HOUR, log: silentLog });
    await eventually(() => expect(run).toHaveBeenCalledTimes(3));
    loop.wake();
    await eventually(() => expect(run).toHaveBeenCalledTimes(4));
    await loop.stop();
  });

  it('does not lose a wake that comes during a round', async () => {
    let release = (): void => {};
    const run = vi.fn(() => new Promise<boolean>((resolve) => (release = () => resolve(false))));
    const loop = startLoop({ name: 'test', run, everyMs: HOUR, log: silentLog });
    loop.wake();
    release();
    await eventually(() => expect(run).toHaveBeenCalledTimes(2));
    release();
    await loop.stop();
  });

  it('goes on after a failure, with growing pauses that a wake does not cut short', async () => {
    vi.useFakeTimers();
    try {
      const run = vi.fn(async (): Promise<boolean> => {
        throw new Error('the database is away');
      });
      const loop = startLoop({ name: 'test', run, everyMs: 1000, log: silentLog });
      await vi.advanceTimersByTimeAsync(0);
      loop.wake();
      await vi.advanceTimersByTimeAsync(1999);
      expect(run).toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(run).toHaveBeenCalledTimes(2);
      await vi.advanceTimersByTimeAsync(3999);
      expect(run).toHaveBeenCalledTimes(2);
      await vi.advanceTimersByTimeAsync(1);
      expect(run).toHaveBeenCalledTimes(3);
      await loop.stop();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('createTrainingSchedule', () => {
  const shop = 1 as Parameters<ReturnType<typeof createTrainingSchedule>['want']>[0];

  it('trains a shop thirty seconds after its first order, then at most every quarter of an hour', () => {
    const schedule = createTrainingSchedule();
    schedule.want(shop);
    expect(schedule.take(0)).toEqual([]);
    expect(schedule.take(29_999)).toEqual([]);
    expect(schedule.take(30_000)).toEqual([shop]);
    schedule.want(shop);
    expect(schedule.take(930_000 - 1)).toEqual([]);
    expect(schedule.take(930_000)).toEqual([shop]);
    expect(schedule.take(2_000_000)).toEqual([]);
  });

  it('tells once of each shop with new orders', () => {
    const schedule = createTrainingSchedule();
    schedule.want(shop);
    schedule.want(shop);
    expect(schedule.takeNews()).toEqual([shop]);
    expect(schedule.takeNews()).toEqual([]);
  });
});
