import { conditionsOf, type Rule } from '../ast.ts';

/**
 * How far a rule's members of former days can be told from what is stored today. `orders`: to the second, all it reads carries its
 * time. `attributes`: with countries, tags, tiers as they are today. `no`: it reads carts, visits, estimates or the clock, of which no past
 * is kept.
 */
export type Tellable = 'orders' | 'attributes' | 'no';

const DATED = /^(purchases|refunds)\.|^customer\.(created_at|account_age)$/;
const UNDATED = /^(customer|loyalty)\.(country|market|language|tags|email_marketing|tier)$/;

export function tellable(rule: Rule): Tellable {
  const facts = conditionsOf(rule).map(({ fact }) => fact);
  if (facts.some(({ inferredFrom }) => inferredFrom !== undefined)) return 'no';
  const names = facts.map(({ name }) => name);
  if (!names.every((name) => DATED.test(name) || UNDATED.test(name))) return 'no';
  return names.every((name) => DATED.test(name)) ? 'orders' : 'attributes';
}
