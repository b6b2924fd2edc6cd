import type { Clock } from '#app/ports/clock.ts';

/** Between two writes of a step's progress. */
const EVERY_MS = 400;

export interface Progress {
  add(count: number): Promise<void>;
  set(done: number): Promise<void>;
  done(): number;
}

/** Counts, and writes the count at most every 400 ms. */
export function createProgress(
  clock: Pick<Clock, 'nowMs'>,
  write: (done: number) => Promise<void>,
): Progress {
  let done = 0;
  let writtenAt = clock.nowMs();
  const set = async (count: number): Promise<void> => {
    done = count;
    if (clock.nowMs() - writtenAt < EVERY_MS) return;
    writtenAt = clock.nowMs();
    await write(done);
  };
  return { set, add: (count) => set(done + count), done: () => done };
}
