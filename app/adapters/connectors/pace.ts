import { setTimeout as pause } from 'node:timers/promises';

/** Keeps the requests of this process to one server apart, whichever shops and connections they are for. */
export interface Pace {
  /** Waits for the server's turn; of several who wait each has a turn of its own. */
  turn(host: string, perSecond: number, signal: AbortSignal): Promise<void>;
  /** Nobody has a turn at this server for so long. */
  rest(host: string, ms: number): void;
}

/** Servers that are remembered; of one that is forgotten the last turn was long ago. */
const MOST_SERVERS = 10_000;

type Wait = (ms: number, signal: AbortSignal) => Promise<void>;
const pausing: Wait = (ms, signal) => pause(ms, undefined, { signal });

/** `nowMs` is a clock that only goes forward. */
export function createPace(nowMs: () => number = () => performance.now(), wait: Wait = pausing): Pace {
  const freeAt = new Map<string, number>();
  return {
    async turn(host, perSecond, signal) {
      const now = nowMs();
      const at = Math.max(now, freeAt.get(host) ?? 0);
      if (freeAt.size >= MOST_SERVERS)
        for (const [each, free] of freeAt) if (free <= now) freeAt.delete(each);
      freeAt.set(host, at + 1_000 / perSecond);
      if (at > now) await wait(at - now, signal);
    },
    rest(host, ms) {
      freeAt.set(host, Math.max(freeAt.get(host) ?? 0, nowMs() + ms));
    },
  };
}
