import { SECONDS } from '../../kernel/instant.ts';
import type { ProductId } from '../../kernel/ids.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Row } from './table.ts';

/** Of which type a product is; null without one. */
export type FindType = (id: ProductId) => string | null;

/**
 * A shopper as a model reads them: how, when and what they buy and look at, and what they told. Tags and names stay out: they may tell what nobody
 * should infer from. `types` are the product types whose share counts.
 */
export function shopperRow(profile: Profile, types: readonly string[], findType: FindType): Row {
  const { attributes, purchases, views = [], searches = [] } = profile;
  const lines = purchases.flatMap((purchase) => purchase.lines);
  const typed = lines.map(({ productId }) => findType(productId));
  const last = purchases.at(-1);
  const mean = (sum: number, of: number): number | null => (of === 0 ? null : sum / of);
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  return {
    country: attributes.country,
    device: attributes.deviceClass ?? null,
    language: attributes.language,
    mails: attributes.emailMarketing === null ? null : String(attributes.emailMarketing),
    purchases: purchases.length,
    value: mean(total(purchases.map(({ netMinor }) => netMinor)), purchases.length),
    hour: mean(total(purchases.map(({ at }) => (at % SECONDS.day) / SECONDS.hour)), purchases.length),
    weekday: last ? String(Math.floor(last.at / SECONDS.day) % 7) : null,
    lines: mean(lines.length, purchases.length),
    quantity: mean(total(lines.map(({ quantity }) => quantity)), lines.length),
    price: mean(total(lines.map(({ unitPriceMinor }) => unitPriceMinor)), lines.length),
    views: views.length,
    searches: searches.length,
    ...Object.fromEntries(
      types.map((type) => [
        `share of ${type}`,
        mean(typed.filter((each) => each === type).length, lines.length),
      ]),
    ),
  };
}
