import { legacyId, type MarketId, type ProductId } from '../../kernel/ids.ts';
import type { Money } from '../../kernel/money.ts';
import { utf8Bytes } from '../../kernel/utf8.ts';
import type { CatalogProduct, CatalogVariant } from '../catalog.ts';
import { judge } from '../guardrails/judge.ts';
import { marginFloor } from '../guardrails/price-guardrails.ts';
import { MOST_UNITS } from '../offered-units.ts';
import type { Situation } from '../situation.ts';
import { PRODUCT_GUARDRAILS } from './compiled-guardrails.ts';
import type { LocalChoice, LocalOffer, LocalVariant } from './payload.ts';

/** Bytes of the variants of a product, as JSON: with more of them there is no room for other products. */
const MOST_CHOICE_BYTES = 600;

/** The product as it can be offered in some market; null where a guardrail keeps it back everywhere. */
export function compileOffer(productId: ProductId, situation: Situation): LocalOffer | null {
  const judgement = judge(productId, situation, null, PRODUCT_GUARDRAILS);
  if (!judgement.isAllowed) return null;
  const { product, variant: only, choices } = judgement.offer;
  const { markets } = situation.snapshot.catalog;
  const earns = (variant: CatalogVariant, price: Money): boolean =>
    !marginFloor.refuses(proposalOf(product, variant, price), situation);
  const priceIn = ({ prices, price }: CatalogVariant, id: MarketId): Money => prices.get(id) ?? price;
  const passing = choices.length > 0 ? choices.map(({ variant }) => variant) : [only];
  const variant = passing.find((each) => earns(each, each.price));
  if (variant === undefined) return null;
  const notIn = markets.flatMap(({ id }): MarketId[] =>
    product.unpublishedIn.has(id) || !earns(variant, priceIn(variant, id)) ? [id] : [],
  );
  const earnsWherever = (each: CatalogVariant): boolean =>
    earns(each, each.price) && markets.every(({ id }) => earns(each, priceIn(each, id)));
  return {
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    imageUrl: product.imageUrl,
    priceMinor: variant.price.amountMinor,
    ...(notIn.length > 0 && { notIn }),
    ...(product.components.length > 0 && { components: product.components }),
    ...((passing.every(earnsWherever) && toldChoices(passing)) || {
      ...detailsOf(variant),
      ...(product.variants.length > 1 && { hasVariants: true }),
    }),
  };
}

/** Null where there is no choice, and where it takes too much room. */
function toldChoices(variants: readonly CatalogVariant[]): Pick<LocalOffer, 'choices'> | null {
  if (variants.length < 2) return null;
  const choices = variants.map((variant): LocalChoice => {
    const details = detailsOf(variant);
    const { id, title, price } = variant;
    const named = [legacyId(id), title, price.amountMinor] as const;
    return Object.keys(details).length > 0 ? [...named, details] : named;
  });
  return utf8Bytes(JSON.stringify(choices)).length <= MOST_CHOICE_BYTES ? { choices } : null;
}

function detailsOf({ price, prices, requiresShipping, stock }: CatalogVariant): LocalVariant {
  const others = [...prices].filter(([, other]) => !isSame(other, price));
  return {
    ...(others.length > 0 && { prices: Object.fromEntries(others) }),
    ...(!requiresShipping && { isDigital: true }),
    ...(stock !== null && stock < MOST_UNITS && { stock }),
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
