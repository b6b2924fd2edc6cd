import { findFact } from '../facts/catalogue.ts';
import { conditionsOf, type Rule } from './ast.ts';

/** Facts of customers: of a browser that nobody has signed in on they are never told. */
const NOT_OF_A_BROWSER =
  /^(purchases|refunds|lifetime)\.|^loyalty\.tier$|^customer\.(country|market|language|tags|shopify_segments|email_marketing|created_at|account_age)$/;

/** Whether what was seen in a guest's browser may put them into a segment of this rule, or keep them out. */
export function readsBrowser(rule: Rule): boolean {
  return conditionsOf(rule).some(
    ({ fact: { name, inferredFrom } }) =>
      inferredFrom !== undefined || !(NOT_OF_A_BROWSER.test(name) || findFact(name)?.source === 'checkout'),
  );
}
