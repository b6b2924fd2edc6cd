import type { Answer } from './answer.ts';
import type { Client } from './client.ts';
import type { Placement } from './contract.ts';
import type { Host } from './host.ts';
import type { LocalOffers } from './local/local-offers.ts';
import type { Memory, Remembered } from './memory.ts';
import { checkPrices } from './prices.ts';
import { askFor, consentOf, isNarrower, signatureOf } from './question.ts';
import { readReply } from './read-reply.ts';
import { createRound } from './round.ts';
import type { Round } from './round.ts';
import { toEntries, withEntries } from './state.ts';
import type { Store } from './store.ts';
import type { Tracker } from './tracker.ts';

/** Changes of the cart come in bursts; one question for all of them. */
const DEBOUNCE_MS = 300;
/** A later answer is counted as slow. The server gives up after this time too. */
const SLOW_MS = 800;
/** Without an answer by then, whatever the reason, the question goes out once more. */
const SECOND_QUESTION_MS = 2000;
/** What has not come by then is not shown: the space kept for it is given back, and must not open again by itself. */
const ROUND_MS = 3000;
/** An answer that says it ends sooner is asked again no faster than this. */
const SHORTEST_VALIDITY_MS = 5000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface AskingParts {
  readonly host: Host;
  readonly placement: Placement;
  readonly client: Client;
  /** Null where no copy of an answer is kept. */
  readonly memory: Pick<Memory, 'keepCopy' | 'forgetCopy'> | null;
  readonly store: Store;
  readonly tracker: Tracker;
  /** Null where nothing is decided before the answer. */
  readonly local: Pick<LocalOffers, 'tellIn'> | null;
  /** What storage held, or nothing if it took too long; what it and the metafields allow is on screen by then. */
  readonly remembered: Promise<Pick<Remembered, 'dismissed'>>;
}

export interface Asking {
  /**
   * Asks for the present cart at once, and once more where two seconds bring no answer. The last cart wins; a failure leaves
   * the screen as it is.
   */
  now(): void;
  /** Asks a moment later, if the cart or the buyer's market differs from the last question's. */
  ifChanged(): void;
}

export function createAsking(parts: AskingParts): Asking {
  const { host, placement, client, memory, store, tracker, local, remembered } = parts;
  let signature = '';
  let consent = consentOf(host);
  let round = createRound();
  let debounce: ReturnType<typeof setTimeout> | undefined;
  let expiry: ReturnType<typeof setTimeout> | undefined;

  function now(): void {
    round.end();
    const mine = (round = createRound());
    signature = signatureOf(host);
    consent = consentOf(host);
    mine.after(SECOND_QUESTION_MS, () => void ask(mine));
    mine.after(ROUND_MS, () => {
      if (mine.isWaiting()) tracker.failed('timeout');
      mine.end();
      store.set({ ...store.get(), phase: 'ready' });
    });
    void ask(mine);
  }

  async function ask(mine: Round): Promise<void> {
    const askedAt = Date.now();
    const question = remembered.then(({ dismissed }) => () => {
      const asked = askFor(host, placement, [...dismissed, ...store.get().dismissed]);
      return local ? local.tellIn(asked) : asked;
    });
    const reply = await mine.waitFor(client.decide(question));
    if (mine.isOver()) return;
    const answer = readReply(reply, placement, tracker);
    if (answer && Date.now() - askedAt > SLOW_MS) tracker.failed('slow');
    const checked = answer && (await checkPrices(host, answer.items));
    if (!answer || !checked || mine.isOver()) return;
    mine.end();
    store.set(withEntries(store.get(), toEntries(answer, checked, 'fresh')));
    memory?.keepCopy(answer, checked, signature);
    askAgain(answer);
  }

  /** What was decided with a consent that is withdrawn leaves at once, even when no new answer comes. */
  function withdraw(): void {
    round.end();
    store.set({ ...withEntries(store.get(), []), phase: store.get().phase });
    memory?.forgetCopy();
  }

  function askAgain({ validUntil, askAgainMs }: Answer): void {
    clearTimeout(expiry);
    const validMs = Date.parse(validUntil ?? '') - Date.now();
    const wait = askAgainMs ?? Math.max(validMs, SHORTEST_VALIDITY_MS);
    if (wait <= LONGEST_TIMER_MS) expiry = setTimeout(now, wait);
  }

  return {
    now,
    ifChanged() {
      if (signatureOf(host) === signature) return;
      if (isNarrower(consentOf(host), consent)) withdraw();
      clearTimeout(debounce);
      debounce = setTimeout(now, DEBOUNCE_MS);
    },
  };
}
