import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';

/** One row of a bulk answer; children name their parent. */
export interface BulkRow {
  readonly id?: string;
  readonly __parentId?: string;
}

/**
 * Streams a bulk answer (JSON lines) from its address, as many rows at a time as a piece of the answer holds. Rejects with a
 * retryable ShopifyRejected when the answer breaks off.
 */
export async function* readJsonLines(url: string): AsyncGenerator<readonly BulkRow[]> {
  const response = await fetchAnswer(url);
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const piece of response) {
      const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (lines.length > 0) yield lines.flatMap(parseLine);
    }
  } catch (cause) {
    if (cause instanceof ShopifyRejected) throw cause;
    throw new ShopifyRejected('The bulk answer broke off.', { retryable: true, cause });
  }
  if (rest !== '') yield parseLine(rest);
}

async function fetchAnswer(url: string): Promise<AsyncIterable<Uint8Array>> {
  try {
    const response = await fetch(url);
    if (response.ok && response.body) return response.body as unknown as AsyncIterable<Uint8Array>;
    await response.body?.cancel();
    throw new ShopifyRejected(`The bulk answer came with status ${response.status}.`, {
      retryable: response.status >= 500 || response.status === 429,
      status: response.status,
    });
  } catch (cause) {
    if (cause instanceof ShopifyRejected) throw cause;
    throw new ShopifyRejected('The bulk answer could not be fetched.', { retryable: true, cause });
  }
}

function parseLine(line: string): readonly BulkRow[] {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as BulkRow];
  } catch (cause) {
    throw new ShopifyRejected('Expected JSON lines in the bulk answer, found another text.', {
      retryable: false,
      cause,
    });
  }
}
