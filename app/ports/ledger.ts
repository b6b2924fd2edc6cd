import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Recorded } from '#app/domain/campaigns/replay/record.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { DecisionChannel, ItemEventKind } from '#app/contracts/checkout-decision.ts';

/** One decided item as the ledger keeps it: no texts, no addresses. */
export interface LedgerItem {
  readonly itemKey: string;
  readonly campaignId: string;
  readonly placement: string;
  readonly kind: string;
  readonly productId?: string;
  readonly variantId?: string;
  readonly reasonCode?: string;
  /** The arm it was shown for, where its campaign has an experiment. */
  readonly arm?: string;
  /**
   * Set on an offer that the checkout decided by itself and showed before the answer: "same" when the answer held it too, else
   * "other": then it is no part of the answer.
   */
  readonly shownLocally?: 'same' | 'other';
  /** Of an offer that was drawn by chance, best first: what might have been drawn, and the probability of each. */
  readonly alternatives?: readonly { readonly productId: string; readonly propensity: number }[];
}

/** What a decision rests on. */
export interface DecisionBasis {
  readonly modelVersion: number | null;
  readonly configVersion: number | null;
  readonly catalogVersion: number | null;
  readonly profileUpdatedAt: Instant | null;
  readonly segmentIds: readonly string[];
  /** Where an offer was drawn by chance: what the model was asked, so that another one can be asked the same. */
  readonly asked?: { readonly cart: readonly string[]; readonly country: string | null };
  /** Who was placed in the holdout and in experiments. */
  readonly unit?: string | null;
  /** The unit's arm in every experiment, by the experiment's id. */
  readonly arms?: Readonly<Record<string, string>>;
  /** Set where the shop's holdout had the shopper or checkout: nothing was shown. */
  readonly heldOut?: true;
  readonly codeVersion: string;
}

export interface LedgerEntry {
  /** UUID v7. */
  readonly decisionId: string;
  readonly shopId: ShopId;
  readonly shopperId: string | null;
  /** The cart's, where the cart page asked. */
  readonly checkoutToken: string | null;
  readonly decidedAtMs: number;
  /** From where it was asked: checkout and the page right after it, the cart page, the page of an order, or a server of the shop's. */
  readonly channel: DecisionChannel | 'order-status' | 'api';
  readonly placements: readonly string[];
  readonly items: readonly LedgerItem[];
  readonly refusals: readonly {
    readonly guardrail: string;
    readonly productId: string;
    readonly campaignId: string;
  }[];
  readonly basis: DecisionBasis;
  /** What failed, when the answer was a fallback. */
  readonly failure: string | null;
  readonly durationMicros: number;
  /** The answer with what it was made from; left out where there is nothing to be made again: a fallback. */
  readonly recorded?: Recorded;
}

export interface LedgerState {
  readonly waiting: number;
  readonly written: number;
  /** Entries lost because the database stayed away longer than the buffer lasts. */
  readonly dropped: number;
}

/** Decisions, appended in batches and durable a moment after they were answered. */
export interface DecisionLedger {
  /** Never waits and never throws: a full buffer drops the oldest entry and counts it. */
  append(entry: LedgerEntry): void;
  /** Writes what is waiting; resolves when it is durable or the attempt failed. */
  flush(): Promise<void>;
  state(): LedgerState;
  /** Flushes, and stops. */
  close(): Promise<void>;
}

export interface ItemEvent {
  readonly decisionId: string;
  readonly itemKey: string;
  readonly kind: ItemEventKind;
  readonly atMs: number;
}

export interface ItemEventStore {
  /**
   * Stores events once each (decision, item and kind name an event) and returns the number of new ones. An acceptance or an
   * undo that is newer than the known one takes its place, uncounted: the later of the two says whether the item is accepted.
   * When the decision is stored, events about items that were not in it are left out and counted in `unknown`.
   */
  record(shopId: ShopId, events: readonly ItemEvent[]): Promise<{ recorded: number; unknown: number }>;
}
