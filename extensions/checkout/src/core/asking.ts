import { readAnswer } from './answer.ts';
import type { Client, Pending } from './client.ts';
import type { Placement } from './contract.ts';
import type { Host } from './host.ts';
import type { Memory, Remembered } from './memory.ts';
import { checkPrices } from './prices.ts';
import { askFor, signatureOf } from './question.ts';
import { toEntries, withEntries } from './state.ts';
import type { Store } from './store.ts';

/** Changes of the cart come in bursts; one question for all of them. */
const DEBOUNCE_MS = 300;
/** An answer that says it ends sooner is asked again no faster than this. */
const SHORTEST_VALIDITY_MS = 5000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface AskingParts {
  readonly host: Host;
  readonly placement: Placement;
  readonly client: Client;
  readonly memory: Memory;
  readonly store: Store;
  /** What storage held, or nothing if it took too long. */
  readonly remembered: Promise<Remembered>;
}

export interface Asking {
  /** Asks for the present cart at once. The last question wins; a failure leaves the screen as it is. */
  now(): Promise<void>;
  /** Asks a moment later, if the cart or the buyer's market differs from the last question's. */
  ifChanged(): void;
}

export function createAsking(parts: AskingParts): Asking {
  const { host, placement, client, memory, store, remembered } = parts;
  let signature = '';
  let round = 0;
  let pending: Pending | null = null;
  let debounce: ReturnType<typeof setTimeout> | undefined;
  let expiry: ReturnType<typeof setTimeout> | undefined;

  async function now(): Promise<void> {
    const mine = ++round;
    pending?.cancel();
    signature = signatureOf(host);
    pending = client.decide(
      remembered.then(({ dismissed }) => askFor(host, placement, [...dismissed, ...store.get().dismissed])),
    );
    const answer = readAnswer(await pending.body, placement);
    const checked = answer && (await checkPrices(host, answer.items));
    if (mine !== round) return;
    if (!answer || !checked) {
      store.set({ ...store.get(), phase: 'ready' });
      return;
    }
    store.set(withEntries(store.get(), toEntries(answer, checked, true)));
    memory.keepCopy(answer, checked);
    againAt(answer.validUntilMs);
  }

  function againAt(instantMs: number | null): void {
    clearTimeout(expiry);
    if (instantMs === null) return;
    const wait = Math.max(instantMs - Date.now(), SHORTEST_VALIDITY_MS);
    if (wait <= LONGEST_TIMER_MS) expiry = setTimeout(() => void now(), wait);
  }

  return {
    now,
    ifChanged() {
      if (signatureOf(host) === signature) return;
      clearTimeout(debounce);
      debounce = setTimeout(() => void now(), DEBOUNCE_MS);
    },
  };
}
