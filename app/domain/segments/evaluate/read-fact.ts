import { findFact } from '../../facts/catalogue.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Condition } from '../ast.ts';
import type { RuleContext } from '../segment.ts';
import { FACT_SOURCES } from './fact-sources.ts';
import { stillReader } from './inferred.ts';
import type { FactValue } from './run.ts';
import { edgesOf } from './window-edges.ts';

/** The value a condition's fact has now: money in minor units, instants and durations in seconds; null = missing. */
export function readFact(
  { fact }: Pick<Condition, 'fact'>,
  profile: Profile,
  context: RuleContext,
): FactValue {
  const definition = findFact(fact.name);
  if (!definition) return null;
  const source = FACT_SOURCES[definition.name];
  switch (source.kind) {
    case 'still':
      return stillReader(source, fact)(profile, context);
    case 'series':
      return source.measure(fact.filter).read(edgesOf(source.window ?? fact.window), {
        profile,
        context,
        now: context.now,
        validUntil: Infinity,
      });
    case 'moment':
      return source.read(fact.filter)(profile, context).at;
    case 'lasting': {
      const told = source.read(fact.filter)(profile);
      return told === null || told.until <= context.now ? null : told.value;
    }
    case 'turning':
      return source.read(profile, context).value;
    case 'clock':
      return source.read(context).value;
    case 'now':
      return context.now;
    case 'age': {
      const { at } = source.read(profile, context);
      return at === null ? null : context.now - at;
    }
  }
}
