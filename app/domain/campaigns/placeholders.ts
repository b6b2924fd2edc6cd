import type { VariantId } from '../kernel/ids.ts';
import { SECONDS } from '../kernel/instant.ts';
import type { BoughtAndConsider } from './bought-and-consider.ts';
import type { MessageContent } from './campaign.ts';
import { arrivalOf } from './delivery-promise.ts';
import { dayText, moneyText } from './locale.ts';
import { inHundredths, missingAmount, type Missing } from './missing-amount.ts';
import { standingOf, type NextTier, type Standing } from './next-tier.ts';
import { priceFor } from './price.ts';
import type { Render } from './render.ts';
import { countOrders, type Situation } from './situation.ts';

/** Stock of more units than this is no news. */
const FEW_LEFT = 5;

/** What a placeholder's value is worked out from. */
export interface Asked {
  readonly content: MessageContent;
  readonly render: Render;
  /** What numbers and days are written by. */
  readonly locale: string;
  pair(): BoughtAndConsider | null;
}

type Value = (asked: Asked) => string | null;

/** The value of each placeholder at this render; null where it has none. Contracts/campaign-content.ts checks their names. */
export const PLACEHOLDER_VALUES: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['bought', ({ pair }) => pair()?.bought.title ?? null],
  ['consider', ({ pair }) => pair()?.consider.title ?? null],
  ['tier', (asked) => heldStanding(asked).tier],
  ['orders', ({ render }) => ordersOf(render.situation)],
  ['missing', missingText],
  ['scarce', ({ render }) => scarcest(render.situation)?.title ?? null],
  ['left', ({ render }) => textOf(scarcest(render.situation)?.stock ?? 0)],
  ['arrives', arrivalDay],
  ['nextTier', (asked) => nextOf(asked)?.name ?? null],
  ['toNextTier', toNextText],
]);

/** About the shopper alone, whatever the cart. */
export const SHOPPER_VALUES: ReadonlyMap<string, (situation: Situation) => string | null> = new Map([
  ['tier', (situation) => standingOf(situation).tier],
  ['orders', ordersOf],
]);

function ordersOf(situation: Situation): string | null {
  return textOf(countOrders(situation));
}

function textOf(count: number): string | null {
  return count > 0 ? String(count) : null;
}

function missingText(asked: Asked): string | null {
  const missing = missingOf(asked);
  return missing && moneyText(missing.amount, asked.locale);
}

/** None where the cart is empty, or a line's price is not known. */
function missingOf({ content, render: { situation } }: Asked): Missing | null {
  const { currency, lines } = situation.question;
  if (lines.length === 0 || !isEveryLinePriced(situation)) return null;
  return missingAmount(content.thresholds, { subtotalMinor: situation.cartSubtotalMinor, currency });
}

function heldStanding({ render }: Asked): Standing {
  const standing = standingOf(render.situation);
  render.holdUntil(standing.holdsUntil);
  return standing;
}

function nextOf(asked: Asked): NextTier | null {
  return heldStanding(asked).next;
}

function toNextText(asked: Asked): string | null {
  const next = nextOf(asked);
  return next && moneyText(next.missing, asked.locale);
}

/** How much is reached, 0 to 1 in hundredths, of what a message with these placeholders says is missing; null where it says nothing of the kind. */
export function progressOf(names: readonly string[], asked: Asked): number | null {
  const part = names.includes('toNextTier')
    ? nextOf(asked)
    : names.includes('missing')
      ? missingOf(asked)
      : null;
  return part && inHundredths(part.share);
}

function isEveryLinePriced({ snapshot: { catalog }, question }: Situation): boolean {
  const { lines, country, currency } = question;
  return lines.every(({ cost, variantId }) => {
    if (cost?.currency === currency) return true;
    const variant = catalog.variants.get(variantId);
    return variant !== undefined && priceFor(variant, catalog, country, currency) !== null;
  });
}

/** The cart's variant with the fewest units left, where they are few and enough for all lines that hold it. */
function scarcest({ snapshot: { catalog }, question }: Situation): { title: string; stock: number } | null {
  const quantities = new Map<VariantId, number>();
  for (const { variantId, quantity } of question.lines)
    quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  const scarce = [...quantities].flatMap(([variantId, quantity]) => {
    const variant = catalog.variants.get(variantId);
    const stock = variant?.stock ?? null;
    const title = variant && catalog.products.get(variant.productId)?.title;
    return title === undefined || stock === null || stock > FEW_LEFT || stock < quantity
      ? []
      : [{ title, stock }];
  });
  return scarce.toSorted((a, b) => a.stock - b.stock)[0] ?? null;
}

function arrivalDay({ content, render, locale }: Asked): string | null {
  const { snapshot, question } = render.situation;
  if (content.delivery === null) return null;
  const { day, validUntil } = arrivalOf(content.delivery, question.now, snapshot.timezone);
  render.holdUntil(validUntil);
  return dayText(day * SECONDS.day, locale);
}
