import type { ShopId } from '#app/domain/kernel/ids.ts';

/** A server as one shop asks it: what a server allows, it allows by account, and each shop has its own. */
export interface PacedServer {
  readonly shopId: ShopId;
  readonly host: string;
}

/** Keeps the requests of one shop to one server apart, whichever processes and connections they come from. */
export interface Pace {
  /** Waits for the server's turn; of several who wait each has a turn of its own. Rejects where `signal` ends the wait. */
  turn(server: PacedServer, perSecond: number, signal: AbortSignal): Promise<void>;
  /** Nobody has a turn at this server for so long, those who wait for theirs included. */
  rest(server: PacedServer, ms: number): Promise<void>;
}
