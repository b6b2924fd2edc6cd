import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Checkout } from './shop.ts';

/** What happened in the sandbox after the data's end, each with all that is needed to do it again. */
export type JournalEntry =
  | { readonly kind: 'checkout'; readonly checkout: Checkout }
  | {
      readonly kind: 'order';
      readonly at: number;
      readonly token: string;
      readonly paymentType: string;
      readonly number: number;
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

export interface Journal {
  readAll(): JournalEntry[];
  append(entry: JournalEntry): void;
}

/** One JSON line for each entry. A last line cut off by a crash is left out. */
export function openJournal(path: string): Journal {
  mkdirSync(dirname(path), { recursive: true });
  const readAll = (): JournalEntry[] => {
    if (!existsSync(path)) return [];
    const text = readFileSync(path, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    return whole.split('\n').flatMap((line): JournalEntry[] => (line === '' ? [] : [JSON.parse(line)]));
  };
  return { readAll, append: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`) };
}

/** Keeps entries in memory only. */
export function createMemoryJournal(): Journal {
  const entries: JournalEntry[] = [];
  return { readAll: () => [...entries], append: (entry) => void entries.push(entry) };
}
