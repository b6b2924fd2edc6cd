import type { JsonLines } from './json-lines.ts';
import type { Checkout, CheckoutDiscount } from './shop.ts';

/** What happened in the sandbox after the data's end, each with all that is needed to do it again. */
export type JournalEntry =
  | { readonly kind: 'checkout'; readonly checkout: Checkout }
  | {
      readonly kind: 'order';
      readonly at: number;
      readonly token: string;
      readonly paymentType: string;
      readonly number: number;
      /** What discount functions gave; entries of before them have none. */
      readonly discounts?: readonly CheckoutDiscount[];
    }
  | {
      readonly kind: 'refund';
      readonly at: number;
      readonly id: number;
      readonly orderId: number;
      readonly quantities: readonly (readonly [lineId: number, quantity: number])[];
      readonly note: string | null;
    }
  | { readonly kind: 'cancel'; readonly at: number; readonly orderId: number; readonly reason: string }
  | { readonly kind: 'price'; readonly at: number; readonly productId: number; readonly priceMinor: number }
  | {
      readonly kind: 'inventory';
      readonly at: number;
      readonly productId: number;
      readonly inventory: number;
    }
  | {
      readonly kind: 'tags';
      readonly at: number;
      readonly customerId: number;
      readonly tags: readonly string[];
    }
  | { readonly kind: 'release'; readonly id: number }
  | { readonly kind: 'release-refund'; readonly id: number };

export type Journal = JsonLines<JournalEntry>;

/** Keeps entries in memory only. */
export function createMemoryJournal(): Journal {
  const entries: JournalEntry[] = [];
  return { readAll: () => [...entries], append: (entry) => void entries.push(entry) };
}
