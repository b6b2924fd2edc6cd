import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import type { BulkKind, BulkStatus, ShopHistory } from '#app/ports/shop-history.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface AwaitBulkDeps {
  readonly history: Pick<ShopHistory, 'bulkStatus'>;
  /** Gives the id of the new operation. */
  readonly requestAgain: (kind: BulkKind) => Promise<string>;
  readonly shop: Shop;
  readonly signal: AbortSignal;
  readonly pause: (ms: number) => Promise<unknown>;
  /** Whether others wait their turn meanwhile; an operation that had to be asked for again is waited for to its end. */
  readonly isTurnOver?: (() => boolean) | undefined;
}

type Completed = Extract<BulkStatus, { readonly kind: 'completed' }>;

/** Operations of Shopify's that failed by themselves are asked for again so often. */
const MOST_REQUESTS = 3;
const FIRST_PAUSE_MS = 150;
const LONGEST_PAUSE_MS = 3_000;

/** Waits for a bulk operation, and asks again for one that failed or is gone. Null when told to stop, or when the turn is over. */
export async function awaitBulk(
  deps: AwaitBulkDeps,
  kind: BulkKind,
  requested: string | null,
): Promise<Completed | null> {
  let operationId = requested;
  for (let requests = 1; ; requests += 1) {
    operationId ??= await deps.requestAgain(kind);
    const isTurnOver = requests === 1 ? deps.isTurnOver : undefined;
    const status = await pollUntilEnd({ ...deps, isTurnOver }, operationId);
    if (status === null || status.kind === 'completed') return status;
    if (status.code === 'ACCESS_DENIED' || requests >= MOST_REQUESTS)
      throw new ShopifyRejected(`Shopify could not answer the bulk query of ${kind}: ${status.code}.`, {
        retryable: false,
      });
    operationId = null;
  }
}

async function pollUntilEnd(
  { history, shop, signal, pause, isTurnOver = () => false }: AwaitBulkDeps,
  operationId: string,
): Promise<Exclude<BulkStatus, { readonly kind: 'running' }> | null> {
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const status = await history.bulkStatus(shop.domain, operationId);
    if (status.kind !== 'running') return status;
    if (isTurnOver()) return null;
    await pause(pauseMs);
    pauseMs = Math.min(pauseMs * 1.2, LONGEST_PAUSE_MS);
  }
  return null;
}
