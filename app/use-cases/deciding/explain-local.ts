import type { ReplayedLocal } from '#app/domain/campaigns/replay/told-local.ts';
import type { MissingPart } from '#app/domain/campaigns/replay/unpack.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { PastDecision } from '#app/ports/past-decisions.ts';
import { shownItem } from './explain-campaigns.ts';
import type { ShownItem, TitleOf } from './explained-words.ts';

/** What a checkout showed before the answer came, decided again by what it was decided by. */
export interface LocalVerdict {
  /** By the buyer's clock. */
  readonly at: Instant;
  readonly shown: readonly (ShownItem & {
    /** The answer held it too. */
    readonly isInAnswer: boolean;
  })[];
  readonly payloads: readonly {
    readonly of: 'shop' | 'ranking' | 'product' | 'customer';
    /** What the product is called; null of the others. */
    readonly title: string | null;
    readonly name: string;
    readonly until: Instant;
  }[];
  /** Eight hexadecimal digits. */
  readonly hash: string;
  readonly toldHash: string;
  /** It was decided by what is known of another customer than the one who asked. */
  readonly isOfAnother: boolean;
}

/** What is told of it; that a payload is gone; or null where the checkout decided nothing by itself. */
export type ToldVerdict = { readonly verdict: LocalVerdict } | { readonly gone: string } | null;

export function localVerdict(
  local: Result<ReplayedLocal, MissingPart> | null,
  past: PastDecision,
  titleOf: TitleOf,
): ToldVerdict {
  if (local === null) return null;
  if (!local.ok) return { gone: local.failure.key };
  const { basis, decided, hash, payloads } = local.value;
  const [placement = ''] = past.placements;
  const same = new Set(
    past.items.flatMap(({ itemKey, shownLocally }) => (shownLocally === 'same' ? itemKey : [])),
  );
  const unit = payloads.customer?.unit;
  return {
    verdict: {
      at: basis.at,
      shown: decided.map((item) => ({ ...shownItem(placement, item), isInAnswer: same.has(item.key) })),
      payloads: payloadsOf(local.value, titleOf),
      hash: hexOf(hash),
      toldHash: hexOf(basis.hash),
      isOfAnother: unit !== undefined && unit !== past.shopperId,
    },
  };
}

function payloadsOf(
  { basis, payloads: { shop, ranker, products, customer } }: ReplayedLocal,
  titleOf: TitleOf,
): LocalVerdict['payloads'] {
  return [
    { of: 'shop', title: null, name: basis.shop, until: shop.until },
    ...(ranker
      ? [{ of: 'ranking', title: null, name: basis.ranker ?? '', until: ranker.until } as const]
      : []),
    ...[...products].map(
      ([id, { until }]) =>
        ({ of: 'product', title: titleOf(id), name: basis.products[id] ?? '', until }) as const,
    ),
    ...(customer
      ? [{ of: 'customer', title: null, name: basis.customer ?? '', until: customer.until } as const]
      : []),
  ];
}

const hexOf = (hash: number): string => hash.toString(16).padStart(8, '0');
