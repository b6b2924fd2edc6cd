import { describe, expect, it } from 'vitest';
import { collectBatches } from '#app/use-cases/folding/collect-batches.ts';

/** A writer whose writes end when the test says so. */
function aWriter(waitingLimit: number) {
  const batches: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const collect = collectBatches<number>({
    write: (batch) => {
      batches.push(batch);
      return new Promise<void>((resolve) => void ends.push(resolve));
    },
    sizeLimit: 2,
    inFlightLimit: 1,
    waitingLimit,
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { batches, ends, collect, turn };
}

describe('collectBatches', () => {
  it('writes together what arrives while a write is under way', async () => {
    const { batches, ends, collect, turn } = aWriter(10);
    const done = [1, 2, 3].map(collect);
    await turn();
    expect(batches).toEqual([[1, 2]]);
    done.push(collect(4));
    ends.shift()?.();
    await Promise.all(done.slice(0, 2));
    await turn();
    expect(batches).toEqual([
      [1, 2],
      [3, 4],
    ]);
    ends.shift()?.();
    await Promise.all(done);
  });

  it('refuses items beyond those that may wait, and takes new ones when there is room again', async () => {
    const { ends, collect, turn } = aWriter(2);
    const first = [1, 2].map(collect);
    await turn();
    const second = [3, 4].map(collect);
    await expect(collect(5)).rejects.toThrow('Expected at most 2 items to wait');
    ends.shift()?.();
    await Promise.all(first);
    await turn();
    const third = collect(6);
    ends.shift()?.();
    await Promise.all(second);
    await turn();
    ends.shift()?.();
    await third;
  });
});
