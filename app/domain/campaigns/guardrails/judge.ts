import type { ProductId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { CatalogProduct, CatalogVariant } from '../catalog.ts';
import { priceFor } from '../price.ts';
import type { Situation } from '../situation.ts';
import { ageRestricted } from './age-guardrail.ts';
import { budgetSpent, businessBuyer, noConsent } from './buyer-guardrails.ts';
import { cartLocked, inCart } from './cart-guardrails.ts';
import {
  banned,
  giftCard,
  hidden,
  inBundle,
  needsSellingPlan,
  notInCatalog,
  notInMarket,
  unpublished,
} from './catalog-guardrails.ts';
import type { Guardrail, Proposal } from './guardrail.ts';
import { marginFloor, noPrice, priceCeiling, priceNotPositive } from './price-guardrails.ts';
import { dismissed, dismissedBefore, ownedRecently, returned, shownOften } from './shopper-guardrails.ts';
import {
  maximumQuantity,
  minimumQuantity,
  needsChoice,
  needsShipping,
  notShipped,
  outOfStock,
} from './variant-guardrails.ts';

/**
 * Every guardrail, in the order in which they are asked; the first that refuses is the one recorded. First what forbids any
 * offer to this buyer, then what the cart and the shopper say, then the product, its variant and stock, the price, and last
 * what ends by itself.
 */
export const GUARDRAILS: readonly Guardrail[] = [
  cartLocked,
  businessBuyer,
  noConsent,
  budgetSpent,
  maximumQuantity,
  inCart,
  dismissed,
  notInCatalog,
  banned,
  unpublished,
  notInMarket,
  hidden,
  giftCard,
  ageRestricted,
  needsSellingPlan,
  inBundle,
  outOfStock,
  needsChoice,
  minimumQuantity,
  needsShipping,
  notShipped,
  noPrice,
  priceNotPositive,
  priceCeiling,
  marginFloor,
  returned,
  ownedRecently,
  dismissedBefore,
  shownOften,
];

/** What the guardrails make of a product: a complete offer, or the name of the one that refused. */
export type Judgement =
  | { readonly isAllowed: true; readonly offer: OfferParts }
  | {
      readonly isAllowed: false;
      readonly guardrail: string;
      /** When the refusal ends by time alone; Infinity = never. */
      readonly endsAt: Instant;
    };

export interface OfferParts {
  readonly product: CatalogProduct;
  readonly variant: CatalogVariant;
  readonly price: NonNullable<Proposal['price']>;
  /** The variants that may be offered, where the shopper has to choose; the first is the offer's own. Else empty. */
  readonly choices: readonly Choice[];
}

export interface Choice {
  readonly variant: CatalogVariant;
  readonly price: NonNullable<Proposal['price']>;
}

/** Where a product has more variants to choose from, it is not offered: no checkout has the room. */
const MOST_CHOICES = 10;

/** Asks the guardrails about one product in this render, for a campaign or, without one, for none. */
export function judge(
  productId: ProductId,
  situation: Situation,
  campaignId: string | null = null,
  guardrails: readonly Guardrail[] = GUARDRAILS,
): Judgement {
  const variants = offerable(productId, situation);
  const judged = variants.map((variant) =>
    judgeVariant(propose(productId, campaignId, variant, situation), situation, guardrails),
  );
  const offers = judged.flatMap((each) => (each.isAllowed ? each.offer : []));
  const [first] = offers;
  if (first) return { isAllowed: true, offer: { ...first, choices: variants.length > 1 ? offers : [] } };
  return judged[0] ?? { isAllowed: false, guardrail: notInCatalog.name, endsAt: Infinity };
}

/** The variants to judge: the only one available, or each that the shopper may choose; one null where there is none or no choosing. */
function offerable(
  productId: ProductId,
  { productOf, question: { canChoose = false } }: Situation,
): readonly (CatalogVariant | null)[] {
  const variants = productOf(productId)?.variants ?? [];
  const available = variants.filter((each) => each.available);
  return available.length === 1 || (canChoose && available.length > 1 && available.length <= MOST_CHOICES)
    ? available
    : [null];
}

function judgeVariant(proposal: Proposal, situation: Situation, guardrails: readonly Guardrail[]): Judgement {
  const refusing = guardrails.find((guardrail) => guardrail.refuses(proposal, situation));
  if (refusing) {
    const endsAt = refusing.endsAt?.(proposal, situation) ?? Infinity;
    return { isAllowed: false, guardrail: refusing.name, endsAt };
  }
  const { product, variant, price } = proposal;
  if (product === null || variant === null || price === null)
    return { isAllowed: false, guardrail: notInCatalog.name, endsAt: Infinity };
  return { isAllowed: true, offer: { product, variant, price, choices: [] } };
}

function propose(
  productId: ProductId,
  campaignId: string | null,
  variant: CatalogVariant | null,
  { snapshot: { catalog }, question, productOf }: Situation,
): Proposal {
  const product = productOf(productId);
  const price = variant && priceFor(variant, catalog, question.country, question.currency);
  return { productId, campaignId, product, variant, price };
}
