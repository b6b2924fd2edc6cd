import { findFact } from '../../facts/catalogue.ts';
import type { Instant } from '../../kernel/instant.ts';
import { WISHLIST_FIELD } from '../../profiles/connected.ts';
import type { InferredValue } from '../../profiles/estimates.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { FactReference } from '../ast.ts';
import type { RuleContext } from '../segment.ts';
import { FACT_SOURCES } from './fact-sources.ts';
import { inferredOf } from './inferred.ts';
import { tierKnownAt } from './loyalty-tier.ts';
import { readFact } from './read-fact.ts';
import { edgesOf } from './window-edges.ts';

/**
 * How old the value of a fact is: when the newest of the things it is made of happened, or when the attribute was told last.
 * Facts of a checkout are as old as the question, estimates as their fit. Null where nothing is known yet, nothing happened in the window, or
 * nobody noted when it was told.
 */
export function knownAt(fact: FactReference, profile: Profile, context: RuleContext): Instant | null {
  const definition = findFact(fact.name);
  if (!definition) return null;
  if (definition.source === 'checkout') return context.now;
  if (definition.source === 'estimate') return profile.estimates?.at ?? null;
  if (seenInferred(fact, profile, context)) return profile.estimates?.at ?? null;
  const source = FACT_SOURCES[definition.name];
  switch (source.kind) {
    case 'series': {
      const run = { profile, context, now: context.now, validUntil: Infinity };
      return source.measure(fact.filter).newest(edgesOf(source.window ?? fact.window), run);
    }
    case 'moment':
      return isAttribute(fact) ? profile.attributesAt : source.read(fact.filter)(profile, context).at;
    case 'lasting':
      return source.read(fact.filter)(profile)?.at ?? null;
    case 'turning':
      return tierKnownAt(profile, context);
    case 'age':
      return isAttribute(fact) ? profile.attributesAt : source.read(profile, context).at;
    default:
      return stillKnownAt(fact, profile);
  }
}

/** A wishlist comes by a connection, and a device with a visit, whose time the profile does not keep. */
function stillKnownAt(fact: FactReference, profile: Profile): Instant | null {
  if (fact.name.startsWith('wishlist.')) return profile.attributes.connected?.[WISHLIST_FIELD]?.at ?? null;
  if (fact.name === 'device.class') return null;
  return isAttribute(fact) ? profile.attributesAt : lastCartChange(profile);
}

/** What a model inferred for a rule that asks for it; null where something is known, or nothing is sure enough. */
export function seenInferred(
  fact: FactReference,
  profile: Profile,
  context: RuleContext,
): InferredValue | null {
  const inferred = inferredOf(profile, fact);
  if (inferred === null) return null;
  const { inferredFrom: _, ...known } = fact;
  return readFact({ fact: known }, profile, context) === null ? inferred : null;
}

/** Attributes come together, so that one time holds for all of them. */
function isAttribute({ name }: FactReference): boolean {
  return name.startsWith('customer.');
}

function lastCartChange({ openCarts }: Profile): Instant | null {
  return openCarts.reduce<Instant | null>(
    (last, { updatedAt }) => Math.max(last ?? updatedAt, updatedAt),
    null,
  );
}
