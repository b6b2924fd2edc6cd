import type { Dimension, FactDefinition } from '../facts/fact.ts';
import type { FactReference } from './ast.ts';
import { diagnose, type Diagnostic } from './diagnostic.ts';

/** What is wrong with the filter of a fact: only some facts can be narrowed, each by dimensions of its own. */
export function checkFilter({ filter, nameSpan }: FactReference, fact: FactDefinition): Diagnostic[] {
  const dimensions = fact.dimensions ?? [];
  if (filter === null && fact.isAlwaysNarrowed)
    return [diagnose(nameSpan, { code: 'filter-missing', fact: fact.name })];
  if (filter === null || dimensions.includes(filter.dimension)) return [];
  const { dimension, span } = filter;
  return [
    diagnose(span, { code: 'filter-mismatch', fact: fact.name, dimension, allowed: allowed(dimensions) }),
  ];
}

function allowed(dimensions: readonly Dimension[]): string {
  if (dimensions.length > 0) return `It can be narrowed by ${dimensions.join(', ')}.`;
  return 'Facts that can are for example purchases.count, purchases.spend and purchases.last.';
}
