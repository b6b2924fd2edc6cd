import { conditionsOf, type Rule } from './ast.ts';

const TRAITS: ReadonlySet<string> = new Set(['type', 'vendor', 'tag', 'collection']);

/** Whether a rule tells products apart by what they are now, so that a change of a product may change its members. */
export function readsTraits(rule: Rule): boolean {
  return conditionsOf(rule).some(({ fact: { filter } }) => filter !== null && TRAITS.has(filter.dimension));
}
