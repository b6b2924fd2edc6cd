import type { Catalog, CatalogProduct, CatalogVariant } from '#app/domain/campaigns/catalog.ts';
import type { DecisionQuestion, ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import type { Money } from '#app/domain/kernel/money.ts';

const DAY = 86_400;

/**
 * Every reason against offering a product, worked out from the plain facts: written for tests, and using nothing of the
 * guardrails, the situation or the price of the app. An offer is forbidden when there is one.
 */
export function objectionsTo(
  id: ProductId,
  campaignId: string | null,
  shop: ShopSnapshot,
  asked: DecisionQuestion,
): string[] {
  const found = shop.catalog.products.get(id);
  return [
    ...againstBuyer(campaignId, shop, asked),
    ...againstRepetition(id, shop, asked),
    ...(shop.bannedProducts.has(id) ? ['the shop bans it'] : []),
    ...(found ? [...againstProduct(found, shop, asked), ...againstSale(found, shop, asked)] : ['unknown']),
  ];
}

function againstBuyer(campaignId: string | null, shop: ShopSnapshot, asked: DecisionQuestion): string[] {
  const { offersToBusiness, consent, mostUnits } = shop.guardrails;
  let units = 1;
  for (const line of asked.lines) units += line.quantity;
  const objections: string[] = [];
  if (!asked.canAddLines) objections.push('locked cart');
  if (asked.isBusiness && !offersToBusiness) objections.push('company');
  if (consent === 'preferences' && !asked.consent.preferences) objections.push('no preferences');
  if (consent === 'marketing' && !asked.consent.marketing) objections.push('no marketing');
  if (campaignId !== null && [...shop.spentCampaigns].includes(campaignId)) objections.push('no budget');
  if (mostUnits !== null && units > mostUnits) objections.push('too many units');
  return objections;
}

function againstRepetition(id: ProductId, shop: ShopSnapshot, asked: DecisionQuestion): string[] {
  const { guardrails: settings } = shop;
  const objections: string[] = [];
  for (const line of asked.lines)
    if (line.productId === id || line.components?.includes(id)) objections.push('in the cart');
  if (asked.dismissed.map((key) => key.slice(key.indexOf(':') + 1)).includes(id))
    objections.push('dismissed');
  if (asked.returned.has(id) && !settings.offersReturned) objections.push('came back');
  if (isCustomer(asked) && isOwned(id, settings.ownedDays, asked)) objections.push('owned');
  const past = asked.pastItems.filter(({ key }) => key.slice(key.indexOf(':') + 1) === id);
  const isWithin = (at: number, days: number) => asked.now < at + days * DAY;
  if (past.some(({ outcome, at }) => outcome === 'dismissed' && isWithin(at, settings.dismissedDays)))
    objections.push('dismissed before');
  const taps = past.filter(({ outcome }) => outcome === 'accepted').map(({ at }) => at);
  const vain = past.filter(
    ({ outcome, at }) =>
      outcome === 'shown' && isWithin(at, settings.shownDays) && taps.every((tap) => tap < at),
  );
  if (settings.shownTimes !== null && vain.length >= settings.shownTimes) objections.push('shown in vain');
  return objections;
}

function isCustomer({ shopperId }: DecisionQuestion): boolean {
  return shopperId?.startsWith('gid://shopify/Customer/') === true;
}

function isOwned(id: ProductId, ownedDays: number, { profile, now }: DecisionQuestion): boolean {
  const times: number[] = [];
  for (const { at, lines } of profile?.purchases ?? [])
    for (const line of lines) if (line.productId === id && at <= now) times.push(at);
  if (times.length === 0) return false;
  times.sort((a, b) => a - b);
  const age = now - times[times.length - 1]!;
  const gaps: number[] = [];
  for (let place = 1; place < times.length; place++) gaps.push(times[place]! - times[place - 1]!);
  const usual = gaps.filter((gap) => gap >= DAY).sort((a, b) => a - b);
  const isDue = usual.length > 0 && age >= usual[Math.ceil(usual.length / 2) - 1]!;
  return age < ownedDays * DAY && !isDue;
}

function againstProduct(product: CatalogProduct, shop: ShopSnapshot, asked: DecisionQuestion): string[] {
  const { hiddenTags, ageWords } = shop.guardrails;
  const objections: string[] = [];
  const market = shop.catalog.markets.find(({ countries }) => countries.some((one) => one === asked.country));
  if (!product.published) objections.push('unpublished');
  if (market && [...product.unpublishedIn].includes(market.id)) objections.push('not sold there');
  if (product.isHidden || product.tags.some((tag) => hiddenTags.some((one) => isSame(one, tag))))
    objections.push('hidden');
  const letters = product.type.toLowerCase().replace(/[^a-z]/g, '');
  if (product.isGiftCard || letters === 'giftcard' || letters === 'giftcards') objections.push('gift card');
  const labels = [product.type, ...product.tags, ...product.collections];
  if (labels.some((label) => ageWords.some((word) => holds(label, word)))) objections.push('for adults');
  if (product.requiresSellingPlan) objections.push('subscription');
  for (const line of asked.lines) {
    const inside = [line.productId, ...(line.components ?? [])];
    for (const other of inside) {
      if (other === null) continue;
      const isPart = shop.catalog.products.get(other)?.components.includes(product.id);
      if (product.components.includes(other) || isPart) objections.push('bundle');
    }
  }
  return objections;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase().trim();
}

/** The words of `word` stand one after the other in the label; the last one may have an s. */
function holds(label: string, word: string): boolean {
  const [inLabel, wanted] = [label, word].map((text) => text.toLowerCase().split(/[\s_-]+/)) as [
    string[],
    string[],
  ];
  return inLabel.some((_, start) =>
    wanted.every((part, place) => {
      const there = inLabel[start + place];
      return there === part || (place === wanted.length - 1 && there === `${part}s`);
    }),
  );
}

function againstSale(product: CatalogProduct, shop: ShopSnapshot, asked: DecisionQuestion): string[] {
  const sold = product.variants.filter(({ available }) => available);
  if (sold.length !== 1) return [sold.length === 0 ? 'sold out' : 'a choice'];
  const [variant] = sold as [CatalogVariant];
  const price = paidFor(variant, shop.catalog, asked);
  return [
    ...(variant.minimumQuantity > 1 ? ['by the dozen'] : []),
    ...againstShipping(variant, shop, asked),
    ...(price === null ? ['no price'] : againstPrice(price, variant, shop, asked)),
  ];
}

function againstShipping(variant: CatalogVariant, shop: ShopSnapshot, asked: DecisionQuestion): string[] {
  const inCart = new Set<boolean>();
  for (const line of asked.lines) {
    const known = shop.catalog.variants.get(line.variantId);
    if (known) inCart.add(known.requiresShipping);
  }
  const isOther = inCart.size === 1 && !inCart.has(variant.requiresShipping);
  return isOther && !shop.guardrails.mixesShipping ? ['other shipping'] : [];
}

function paidFor(variant: CatalogVariant, catalog: Catalog, asked: DecisionQuestion): Money | null {
  const market = catalog.markets.find(({ countries }) => countries.some((one) => one === asked.country));
  const own = market === undefined ? undefined : variant.prices.get(market.id);
  const paid = own ?? variant.price;
  return paid.currency === asked.currency ? paid : null;
}

function againstPrice(
  price: Money,
  variant: CatalogVariant,
  shop: ShopSnapshot,
  asked: DecisionQuestion,
): string[] {
  const { priceCeilingPercent, marginFloorPercent, offersUnknownCost } = shop.guardrails;
  const objections: string[] = [];
  if (price.amountMinor <= 0) objections.push('free');
  let cart = 0;
  for (const line of asked.lines) {
    const known = shop.catalog.variants.get(line.variantId);
    const each = known ? (paidFor(known, shop.catalog, asked)?.amountMinor ?? 0) : 0;
    cart += line.cost?.currency === asked.currency ? line.cost.amountMinor : each * line.quantity;
  }
  if (priceCeilingPercent !== null && cart > 0 && price.amountMinor > (cart * priceCeilingPercent) / 100)
    objections.push('too dear');
  if (marginFloorPercent === null) return objections;
  const cost = variant.unitCostMinor;
  if (cost === null) return offersUnknownCost ? objections : [...objections, 'cost unknown'];
  const revenue = price.currency === variant.price.currency ? price.amountMinor : variant.price.amountMinor;
  if (revenue - cost < (revenue * marginFloorPercent) / 100) objections.push('margin too small');
  return objections;
}
