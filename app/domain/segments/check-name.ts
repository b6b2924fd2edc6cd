import { FACTS, findFact } from '../facts/catalogue.ts';
import type { FactReference } from './ast.ts';
import { diagnose, type Diagnostic } from './diagnostic.ts';
import { didYouMean } from './did-you-mean.ts';

const NAMES = FACTS.map((fact) => fact.name);

/** What is wrong with the name of a fact; null when it is one. */
export function unknownFact({ name, nameSpan }: Pick<FactReference, 'name' | 'nameSpan'>): Diagnostic | null {
  if (findFact(name)) return null;
  return diagnose(nameSpan, {
    code: 'unknown-fact',
    name: name.slice(0, 60),
    suggestion: didYouMean(name, NAMES),
  });
}
