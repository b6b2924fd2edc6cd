import { codeAt, codesOf, codeText } from './code-text.ts';
import { NUMBER_LENGTH } from './number-text.ts';
import type { PortableHistory } from './portable-model.ts';
import { KEY_LENGTH } from './product-key.ts';

/** Characters of an order's second, of its size, and of a place in `bought`: enough for 8,464 products. */
export const SECOND_LENGTH = 5;
const PLACE_LENGTH = 2;
const MOST_PLACES = codesOf(PLACE_LENGTH);
const HEAD_LENGTH = SECOND_LENGTH + PLACE_LENGTH;

/** Characters of a product bought before, and of one that it leads to. */
export const BOUGHT_LENGTH = KEY_LENGTH + NUMBER_LENGTH;
export const LEAD_LENGTH = KEY_LENGTH + 2 * NUMBER_LENGTH;

/** An order of so many products; those that have a place are told. */
export function orderText(time: number, size: number, places: readonly number[]): string {
  const told = places.filter((place) => place < MOST_PLACES).map((place) => codeText(place, PLACE_LENGTH));
  return codeText(time, SECOND_LENGTH) + codeText(size, PLACE_LENGTH) + told.join('');
}

export const timeOf = (order: string): number => codeAt(order, 0, SECOND_LENGTH);
export const sizeOf = (order: string): number => codeAt(order, SECOND_LENGTH, PLACE_LENGTH);

export function placesOf(order: string): readonly number[] {
  const places: number[] = [];
  for (let at = HEAD_LENGTH; at < order.length; at += PLACE_LENGTH)
    places.push(codeAt(order, at, PLACE_LENGTH));
  return places;
}

/** With no more than so many products bought, and so many that they lead to. */
export function cutHistory(
  { orders, bought, leads }: PortableHistory,
  mostBought: number,
  mostLeads: number,
): PortableHistory {
  const kept = orders.map((order) =>
    orderText(
      timeOf(order),
      sizeOf(order),
      placesOf(order).filter((place) => place < mostBought),
    ),
  );
  return {
    orders: kept,
    bought: bought.slice(0, mostBought * BOUGHT_LENGTH),
    leads: leads.slice(0, mostLeads * LEAD_LENGTH),
  };
}
