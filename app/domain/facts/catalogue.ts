import { ACTIVITY_FACTS } from './activity-facts.ts';
import { CHECKOUT_FACTS } from './checkout-facts.ts';
import { CONNECTED_FACTS } from './connected-facts.ts';
import { CUSTOMER_FACTS } from './customer-facts.ts';
import type { FactDefinition } from './fact.ts';
import { LIFETIME_FACTS } from './lifetime-facts.ts';
import { PURCHASE_FACTS } from './purchase-facts.ts';

/** Every fact of the language, in the order in which the editor lists them. */
export const FACTS = [
  ...PURCHASE_FACTS,
  ...ACTIVITY_FACTS,
  ...CUSTOMER_FACTS,
  ...LIFETIME_FACTS,
  ...CONNECTED_FACTS,
  ...CHECKOUT_FACTS,
] as const satisfies readonly FactDefinition[];

export type FactName = (typeof FACTS)[number]['name'];

/** A definition whose name is one of the language's. */
export type Fact = FactDefinition & { readonly name: FactName };

const byName: ReadonlyMap<string, Fact> = new Map(FACTS.map((fact) => [fact.name, fact]));

/** The fact of this exact name, or null. */
export function findFact(name: string): Fact | null {
  return byName.get(name) ?? null;
}
