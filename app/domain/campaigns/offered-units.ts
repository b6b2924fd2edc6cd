/** However much there is of it, one offer adds no more. */
export const MOST_UNITS = 10;

/**
 * How many units of a variant one offer may add, at most: what is in stock, and what the shop's limit leaves an order.
 *
 * @param stock Units left to sell; null where they are not counted.
 */
export function offeredUnits(
  stock: number | null,
  lines: readonly { readonly quantity: number }[],
  { mostUnits }: { readonly mostUnits: number | null },
): number {
  const inCart = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return Math.max(1, Math.min(MOST_UNITS, stock ?? Infinity, (mostUnits ?? Infinity) - inCart));
}
