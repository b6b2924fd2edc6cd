/** Shopify refused a request, or could not be reached. The message names no personal data and no token. */
export class ShopifyRejected extends Error {
  override readonly name = 'ShopifyRejected';
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** HTTP status, or null when there was no answer. */
  readonly status: number | null;
  /** Shopify's own name of the reason, such as "ACCESS_DENIED"; null where it gave none. */
  readonly code: string | null;

  constructor(
    message: string,
    details: {
      readonly retryable: boolean;
      readonly status?: number | null;
      readonly code?: string | undefined;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
    this.retryable = details.retryable;
    this.status = details.status ?? null;
    this.code = details.code ?? null;
  }
}

/** What a person may read of a failure: Shopify's refusal as it is; of anything else only that it is Attune's, because its message may hold anything. */
export function sentenceOf(error: unknown): string {
  return error instanceof ShopifyRejected
    ? error.message
    : 'Attune failed at it; the log of its server says how.';
}
