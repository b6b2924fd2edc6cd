import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ConnectionSettings } from '#app/domain/quality/connections/connection.ts';
import type { Shop } from './shop-store.ts';

export type PullOutcome = 'told' | 'unknown' | 'contradicted' | 'failed';

export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly isOn: boolean;
  readonly settings: ConnectionSettings;
}

/** How a connection does. */
export interface ConnectionReport extends Connection {
  readonly hasSecret: boolean;
  /** Customers by what came of the newest question about them. */
  readonly customers: Readonly<Record<PullOutcome, number>>;
  readonly newestAt: Instant | null;
  /** Of the newest pull that failed. */
  readonly problem: string | null;
  /** Nothing is asked until then, because several pulls failed one after the other. */
  readonly pausedUntil: Instant | null;
}

export interface StoredPull {
  readonly shopperId: CustomerId;
  readonly at: Instant;
  readonly outcome: PullOutcome;
  readonly problem: string | null;
}

/** The admin's side. */
export interface ConnectionBook {
  /** What is connected, without a look at how it does. */
  configured(shopId: ShopId): Promise<readonly Connection[]>;
  list(shopId: ShopId, now: Instant): Promise<readonly ConnectionReport[]>;
  /** With its secret, opened. Null when there is none of this id. */
  find(
    shopId: ShopId,
    id: string,
  ): Promise<{ readonly connection: Connection; readonly secret: string | null } | null>;
  /**
   * Has everybody asked about again where what is asked changed. `secret` undefined keeps the one that is stored, unless the
   * address goes to another server: a secret is sent nowhere but where it was entered for. False, with nothing stored, where
   * `isAsOpened` says no of the connection that is stored now.
   */
  save(
    shopId: ShopId,
    connection: Connection,
    secret: string | undefined,
    now: Instant,
    isAsOpened?: (stored: Connection | null) => boolean,
  ): Promise<boolean>;
  /** Switches it off for good; the row goes once what it told was taken back. */
  remove(shopId: ShopId, id: string, now: Instant): Promise<void>;
  newestPulls(shopId: ShopId, id: string, limit: number): Promise<readonly StoredPull[]>;
}

/** Customers that a connection is to be asked about, or has told of and is off. */
export interface DuePulls {
  readonly shop: Shop;
  readonly connection: Connection;
  readonly secret: string | null;
  /** Rounds that failed one after the other. */
  readonly failures: number;
  readonly claimedAt: Instant;
  readonly customers: readonly CustomerId[];
}

/** The worker's side. */
export interface PullDesk {
  /** Of one connection that has somebody due; null when none has. Nobody else is given the same connection until `leaseSeconds` have passed. */
  claim(
    now: Instant,
    leaseSeconds: number,
    limit: (settings: ConnectionSettings) => number,
  ): Promise<DuePulls | null>;
  /** Who was called for since the claim stays due. */
  record(
    shopId: ShopId,
    connectionId: string,
    pulls: readonly (StoredPull & { readonly dueAt: Instant })[],
    claimedAt: Instant,
  ): Promise<void>;
  /** Forgets that they were asked about. */
  forget(shopId: ShopId, connectionId: string, customers: readonly CustomerId[]): Promise<void>;
  /**
   * Ends the claim, with the rounds that failed one after the other. It has its next turn from `pausedUntil` on, after those who wait
   * longer: so a slow connection keeps no other from its turn.
   */
  release(shopId: ShopId, connectionId: string, failures: number, pausedUntil: Instant): Promise<void>;
}

/** The fold's side: what Shopify says of a customer by webhook does not hold their metafields. */
export interface MetafieldCalls {
  /** Has the connections that read metafields of customers read them again of these, from that second on. */
  callFor(customers: readonly CustomerId[], at: Instant): Promise<void>;
}
