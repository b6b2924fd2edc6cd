import type { InferredValue } from '../../profiles/estimates.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { FactReference } from '../ast.ts';
import type { FactSource } from './fact-sources.ts';

type Still = Extract<FactSource, { kind: 'still' }>;

/** What a model holds for true where nobody told it, if the rule asks for that and the model is sure enough. */
export function inferredOf(
  { estimates }: Profile,
  { name, inferredFrom }: Pick<FactReference, 'name' | 'inferredFrom'>,
): InferredValue | null {
  const inferred = inferredFrom === undefined ? undefined : estimates?.inferred?.[name];
  return inferred && inferred.percent >= (inferredFrom ?? Infinity) ? inferred : null;
}

/** Reads what is known; where that is missing and the rule says INFERRED, what is inferred. News always goes first. */
export function stillReader(
  source: Still,
  fact: Pick<FactReference, 'name' | 'inferredFrom'>,
): Still['read'] {
  if (fact.inferredFrom === undefined) return source.read;
  return (profile, context) => source.read(profile, context) ?? inferredOf(profile, fact)?.value ?? null;
}
