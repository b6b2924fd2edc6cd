import type { Pending, Reply } from './client.ts';

/** The questions about one state of the cart, with their timers. Over at the first answer, or when the cart has changed. */
export interface Round {
  after(milliseconds: number, act: () => void): void;
  waitFor(pending: Pending): Promise<Reply>;
  /** A question is still out. */
  isWaiting(): boolean;
  isOver(): boolean;
  /** Stops the timers and what is still out. */
  end(): void;
}

export function createRound(): Round {
  const timers: ReturnType<typeof setTimeout>[] = [];
  const out = new Set<Pending>();
  let isOver = false;
  return {
    after(milliseconds, act) {
      timers.push(setTimeout(act, milliseconds));
    },
    async waitFor(pending) {
      out.add(pending);
      const reply = await pending.reply;
      out.delete(pending);
      return reply;
    },
    isWaiting: () => out.size > 0,
    isOver: () => isOver,
    end() {
      isOver = true;
      timers.forEach(clearTimeout);
      for (const pending of out) pending.cancel();
    },
  };
}
