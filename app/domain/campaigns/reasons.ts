import type { ProductId } from '../kernel/ids.ts';
import type { Candidate } from '../recommendations/model.ts';
import type { Catalog } from './catalog.ts';
import type { Reason } from './decision.ts';

/** Fewer orders than this in a month are no popularity. */
const POPULAR_FROM = 3;

/** Why a candidate is offered: a sentence that is true, as specific as the evidence, and the counts behind it. */
export function reasonFor({ productId, because }: Candidate, catalog: Catalog): Reason {
  switch (because.kind) {
    case 'bought-together':
      return {
        code: 'bought-together',
        text: `Often bought with ${titleOf(because.productId, catalog) ?? 'what is in your cart'}`,
        evidence: { productId: because.productId, orders: because.orders },
      };
    case 'bought-before':
      return because.productId === productId
        ? boughtAgain(productId, because.orders)
        : boughtBefore(because.productId, because.orders, catalog);
    case 'popular':
      return {
        code: 'popular',
        text:
          because.orders >= POPULAR_FROM
            ? 'Popular with other shoppers this month'
            : 'Bought by other shoppers',
        evidence: { orders: because.orders },
      };
  }
}

/** A product of the history that leads to another one. */
export function boughtBefore(productId: ProductId, orders: number, catalog: Catalog): Reason {
  const title = titleOf(productId, catalog);
  return {
    code: 'bought-before',
    text: title === null ? 'Because of what you bought before' : `Because you bought ${title}`,
    evidence: { productId, orders },
  };
}

function boughtAgain(productId: ProductId, timesBought: number): Reason {
  return { code: 'bought-before', text: 'You bought this before', evidence: { productId, timesBought } };
}

/** A product the merchant chose. */
export function handPicked(): Reason {
  return { code: 'hand-picked', text: 'Picked for you by the shop', evidence: {} };
}

function titleOf(productId: ProductId, catalog: Catalog): string | null {
  return catalog.products.get(productId)?.title ?? null;
}
