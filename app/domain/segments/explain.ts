import { findFact } from '../facts/catalogue.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Condition, Rule, Span } from './ast.ts';
import { compileRule, runnable } from './evaluate/compile.ts';
import { knownAt, seenInferred } from './evaluate/known-at.ts';
import { exactVerdict, type ExactVerdict } from './evaluate/next-change.ts';
import { readFact } from './evaluate/read-fact.ts';
import { printCondition } from './print.ts';
import { formatSeen } from './seen.ts';
import type { RuleContext } from './segment.ts';
import { describeTurn } from './turn.ts';

/** One condition, whether it held, and what was seen. */
export interface ClauseSeen {
  readonly text: string;
  readonly span: Span;
  readonly isTrue: boolean;
  /** The fact's value as a person reads it; "missing" when there is none. */
  readonly seen: string;
  /** When the newest of what was seen happened or was told; null where nothing was. Its age is now less this. */
  readonly knownAt: Instant | null;
  /** What would have to be seen for the clause to turn, after "would have to be": "more than 5 (3 more)". */
  readonly toTurn: string;
  /** When time alone turns the clause; null = never. */
  readonly turnsAt: Instant | null;
}

export interface Explanation {
  readonly isMember: boolean;
  /** When time alone turns the verdict; null = never. */
  readonly nextChangeAt: Instant | null;
  /** The clauses that alone decide: while they stay as they are, so does the verdict. */
  readonly deciding: readonly ClauseSeen[];
  /** Every clause of the rule, left to right. */
  readonly clauses: readonly ClauseSeen[];
}

/** Why a checked rule holds or not for this shopper. Agrees with the compiled rule by construction. */
export function explainRule(
  rule: Rule,
  profile: Profile,
  context: RuleContext,
  currency: string,
): Explanation {
  const look = (condition: Condition): ClauseSeen => lookAt(condition, profile, context, currency);
  const { deciding, clauses } = explainNode(rule, look);
  return { ...verdictOf(rule, profile, context, currency), deciding, clauses };
}

function verdictOf(rule: Rule, profile: Profile, context: RuleContext, currency: string): ExactVerdict {
  return exactVerdict(runnable(rule, compileRule(rule, currency)), profile, context);
}

function lookAt(condition: Condition, profile: Profile, context: RuleContext, currency: string): ClauseSeen {
  const { isMember: isTrue, nextChangeAt } = verdictOf(condition, profile, context, currency);
  const value = readFact(condition, profile, context);
  const inferred = seenInferred(condition.fact, profile, context);
  const type = findFact(condition.fact.name)?.type ?? 'text';
  return {
    text: printCondition(condition),
    span: condition.span,
    isTrue,
    seen: formatSeen(type, value, currency) + (inferred ? `, inferred with ${inferred.percent} %` : ''),
    knownAt: knownAt(condition.fact, profile, context),
    toTurn: describeTurn({ condition, isTrue, value, currency }),
    turnsAt: nextChangeAt,
  };
}

interface Part {
  readonly isTrue: boolean;
  readonly deciding: readonly ClauseSeen[];
  readonly clauses: readonly ClauseSeen[];
}

function explainNode(rule: Rule, look: (condition: Condition) => ClauseSeen): Part {
  if (rule.kind === 'not') {
    const part = explainNode(rule.operand, look);
    return { ...part, isTrue: !part.isTrue };
  }
  if (rule.kind === 'and' || rule.kind === 'or') {
    const parts = rule.operands.map((operand) => explainNode(operand, look));
    return combine(parts, rule.kind === 'or');
  }
  const clause = look(rule);
  return { isTrue: clause.isTrue, deciding: [clause], clauses: [clause] };
}

/** The first operand that equals `decisive` settles the group; when none does, all of them do together. */
function combine(parts: readonly Part[], decisive: boolean): Part {
  const clauses = parts.flatMap((part) => part.clauses);
  const settling = parts.find((part) => part.isTrue === decisive);
  if (settling) return { isTrue: decisive, deciding: settling.deciding, clauses };
  return { isTrue: !decisive, deciding: parts.flatMap((part) => part.deciding), clauses };
}
