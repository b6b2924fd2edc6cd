import { FACTS, type Fact } from '../facts/catalogue.ts';
import type { FactDefinition } from '../facts/fact.ts';
import type { FactReference } from './ast.ts';
import { diagnose, type Diagnostic } from './diagnostic.ts';

/** What is wrong with an INFERRED: only a few facts are ever inferred, none of them sensitive. */
export function checkInferred({ inferredFrom, span }: FactReference, fact: FactDefinition): Diagnostic[] {
  if (inferredFrom === undefined || fact.isInferable) return [];
  const allowed = FACTS.filter((each: Fact) => each.isInferable).map(({ name }) => name);
  return [diagnose(span, { code: 'never-inferred', fact: fact.name, allowed: allowed.join(', ') })];
}
