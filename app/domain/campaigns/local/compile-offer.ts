import type { MarketId, ProductId } from '../../kernel/ids.ts';
import type { Money } from '../../kernel/money.ts';
import type { CatalogProduct, CatalogVariant } from '../catalog.ts';
import { judge } from '../guardrails/judge.ts';
import { marginFloor } from '../guardrails/price-guardrails.ts';
import { MOST_UNITS } from '../offered-units.ts';
import type { Situation } from '../situation.ts';
import { PRODUCT_GUARDRAILS } from './compiled-guardrails.ts';
import type { LocalOffer } from './payload.ts';

/** The product as it can be offered in some market; null where a guardrail keeps it back everywhere. */
export function compileOffer(productId: ProductId, situation: Situation): LocalOffer | null {
  const judgement = judge(productId, situation, null, PRODUCT_GUARDRAILS);
  if (!judgement.isAllowed) return null;
  const { product, variant: only, choices } = judgement.offer;
  const earns = (variant: CatalogVariant, price: Money): boolean =>
    !marginFloor.refuses(proposalOf(product, variant, price), situation);
  const passing = choices.length > 0 ? choices.map(({ variant }) => variant) : [only];
  const variant = passing.find((each) => earns(each, each.price));
  if (variant === undefined) return null;
  const { markets } = situation.snapshot.catalog;
  const prices = [...variant.prices].filter(([, price]) => !isSame(price, variant.price));
  const notIn = markets.flatMap(({ id }): MarketId[] => {
    const price = variant.prices.get(id) ?? variant.price;
    return product.unpublishedIn.has(id) || !earns(variant, price) ? [id] : [];
  });
  return {
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    imageUrl: product.imageUrl,
    priceMinor: variant.price.amountMinor,
    ...(prices.length > 0 && { prices: Object.fromEntries(prices) }),
    ...(notIn.length > 0 && { notIn }),
    ...(product.components.length > 0 && { components: product.components }),
    ...(!variant.requiresShipping && { isDigital: true }),
    ...(product.variants.filter(({ available }) => available).length > 1 && { hasVariants: true }),
    ...(variant.stock !== null && variant.stock < MOST_UNITS && { stock: variant.stock }),
  };
}

const proposalOf = (product: CatalogProduct, variant: CatalogVariant, price: Money) => ({
  productId: product.id,
  campaignId: null,
  product,
  variant,
  price,
});

const isSame = (a: Money, b: Money): boolean => a.amountMinor === b.amountMinor && a.currency === b.currency;
