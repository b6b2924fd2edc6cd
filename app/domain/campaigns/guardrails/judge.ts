import type { ProductId } from '../../kernel/ids.ts';
import type { CatalogProduct, CatalogVariant } from '../catalog.ts';
import { priceFor } from '../price.ts';
import type { Situation } from '../situation.ts';
import { giftCard, needsChoice, notInCatalog, outOfStock, unpublished } from './catalog-guardrails.ts';
import type { Guardrail, Proposal } from './guardrail.ts';
import { noPrice, priceNotPositive } from './price-guardrails.ts';
import { dismissed, inCart, ownedRecently } from './shopper-guardrails.ts';

/** Every guardrail, in the order in which they are asked: the first that refuses is the one recorded. */
export const GUARDRAILS: readonly Guardrail[] = [
  inCart,
  dismissed,
  notInCatalog,
  unpublished,
  giftCard,
  outOfStock,
  needsChoice,
  noPrice,
  priceNotPositive,
  ownedRecently,
];

/** What the guardrails make of a product: a complete offer, or the name of the one that refused. */
export type Judgement =
  | { readonly isAllowed: true; readonly offer: OfferParts }
  | { readonly isAllowed: false; readonly guardrail: string };

export interface OfferParts {
  readonly product: CatalogProduct;
  readonly variant: CatalogVariant;
  readonly price: NonNullable<Proposal['price']>;
}

/** Asks every guardrail about one product in this render. */
export function judge(productId: ProductId, situation: Situation): Judgement {
  const proposal = propose(productId, situation);
  const refusing = GUARDRAILS.find((guardrail) => guardrail.refuses(proposal, situation));
  if (refusing) return { isAllowed: false, guardrail: refusing.name };
  const { product, variant, price } = proposal;
  if (product === null || variant === null || price === null)
    return { isAllowed: false, guardrail: notInCatalog.name };
  return { isAllowed: true, offer: { product, variant, price } };
}

function propose(productId: ProductId, { snapshot, question }: Situation): Proposal {
  const { catalog } = snapshot;
  const product = catalog.products.get(productId) ?? null;
  const available = product?.variants.filter((each) => each.available) ?? [];
  const variant = available.length === 1 ? (available[0] ?? null) : null;
  const price = variant && priceFor(variant, catalog, question.country, question.currency);
  return { productId, product, variant, price };
}
