import type { ShopId, VariantId } from '#app/domain/kernel/ids.ts';
import type { HistoryWriter } from '#app/ports/history-writer.ts';
import type { Log } from '#app/ports/log.ts';
import type { ShopHistory } from '#app/ports/shop-history.ts';

/** Variants in one question to Shopify. */
const PAGE = 100;

export interface RefreshVariantsDeps {
  readonly writer: Pick<HistoryWriter, 'staleVariants' | 'saveVariants' | 'markets'>;
  readonly history: Pick<ShopHistory, 'readVariants'>;
  readonly log: Log;
}

/**
 * Reads variants again whose prices or stock went stale, up to a hundred of each shop a call, by their ids; the next call goes on after the
 * last, so that those that cannot be read hold up no other. A shop that Shopify refuses is left for later. True when more may wait.
 */
export function createRefreshVariants({ writer, history, log }: RefreshVariantsDeps): () => Promise<boolean> {
  const after = new Map<ShopId, VariantId>();
  return async () => {
    let mayHaveMore = false;
    for (const { shop, variants } of await writer.staleVariants(PAGE, after)) {
      after.delete(shop.id);
      if (variants.length === 0) continue;
      try {
        const ids = variants.map(({ id }) => id);
        const answer = await history.readVariants(shop.domain, ids, await writer.markets(shop.id));
        const unreadable = new Set(answer.unreadable);
        const asked = variants.filter(({ id }) => !unreadable.has(id));
        if (asked.length > 0) await writer.saveVariants(shop, asked, answer.found);
        const last = variants[PAGE - 1];
        if (!last) continue;
        after.set(shop.id, last.id);
        mayHaveMore = true;
      } catch (error) {
        log.warn({ shopId: shop.id, err: error }, 'prices not read');
      }
    }
    return mayHaveMore;
  };
}
