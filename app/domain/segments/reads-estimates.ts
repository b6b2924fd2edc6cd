import { findFact } from '../facts/catalogue.ts';
import { conditionsOf, type Rule } from './ast.ts';

/** Whether a rule asks what models say of shoppers, so that a new fit may change its members. */
export function readsEstimates(rule: Rule): boolean {
  return conditionsOf(rule).some(
    ({ fact }) => fact.inferredFrom !== undefined || findFact(fact.name)?.source === 'estimate',
  );
}
