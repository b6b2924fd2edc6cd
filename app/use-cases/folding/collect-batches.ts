export interface BatchSettings<Item> {
  /** Writes a batch; all its items share the outcome. */
  readonly write: (batch: readonly Item[]) => Promise<unknown>;
  readonly sizeLimit: number;
  /** Batches under way at once. Items that arrive meanwhile form the next one. */
  readonly inFlightLimit: number;
  /** Items that may wait for a write; beyond it new ones are refused, so that a silent database does not fill the memory. */
  readonly waitingLimit: number;
}

/** More items wait than may. */
export class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting';
}

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: what arrives while a write is under way goes out together with the next one. An item that arrives alone is
 * written at the end of the same turn of the event loop, so nothing waits for a timer.
 */
export function collectBatches<Item>(settings: BatchSettings<Item>): (item: Item) => Promise<void> {
  const waiting: Waiting<Item>[] = [];
  let inFlight = 0;
  let isScheduled = false;

  const schedule = (): void => {
    if (isScheduled || waiting.length === 0 || inFlight >= settings.inFlightLimit) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      void writeNext();
    });
  };

  const writeNext = async (): Promise<void> => {
    const batch = waiting.splice(0, settings.sizeLimit);
    if (batch.length === 0) return;
    inFlight += 1;
    schedule();
    try {
      await settings.write(batch.map(({ item }) => item));
      batch.forEach(({ resolve }) => resolve());
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    } finally {
      inFlight -= 1;
      schedule();
    }
  };

  return (item) =>
    new Promise<void>((resolve, reject) => {
      if (waiting.length >= settings.waitingLimit)
        return reject(
          new TooManyWaiting(`Expected at most ${settings.waitingLimit} items to wait for a write.`),
        );
      waiting.push({ item, resolve, reject });
      schedule();
    });
}
