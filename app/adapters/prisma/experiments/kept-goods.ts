/** What one unit of a variant costs today, minor units, by the number in the variant's id; variants of unknown cost are left out. */
export type UnitCosts = ReadonlyMap<string, number>;

/** The goods of an order that were kept, before what its discounts took off. Amounts are in minor units of the order's currency. */
export interface KeptGoods {
  readonly items: number;
  readonly amount: number;
  /** The part of the amount that is of known unit cost. */
  readonly costedAmount: number;
  readonly cost: number;
}

/**
 * Reads `orders.kept`, which the database derives from an order's lines: "variant:quantity:amount" of every line of which something was
 * kept, with a blank between. Unfolding the lines themselves would take longer than everything else that is done with an order.
 */
export function goodsOf(kept: string | null, costs: UnitCosts): KeptGoods {
  let [items, amount, costedAmount, cost] = [0, 0, 0, 0];
  if (kept === null) return { items, amount, costedAmount, cost };
  for (const line of kept.split(' ')) {
    const [variant = '', quantityText, amountText] = line.split(':');
    const [quantity, ofLine] = [Number(quantityText), Number(amountText)];
    const unitCost = costs.get(variant);
    items += quantity;
    amount += ofLine;
    if (unitCost === undefined) continue;
    costedAmount += ofLine;
    cost += unitCost * quantity;
  }
  return { items, amount, costedAmount, cost };
}
