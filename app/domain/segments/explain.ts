import { findFact } from '../facts/catalogue.ts';
import { toDate } from '../kernel/instant.ts';
import { formatMoney } from '../kernel/money.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Condition, Rule, Span } from './ast.ts';
import { formatSeconds } from './duration.ts';
import { compileRule } from './evaluate/compile.ts';
import { readFact } from './evaluate/read-fact.ts';
import type { FactValue } from './evaluate/run.ts';
import { printCondition } from './print.ts';
import type { RuleContext } from './segment.ts';

/** One condition, whether it held, and what was seen. */
export interface ClauseSeen {
  readonly text: string;
  readonly span: Span;
  readonly isTrue: boolean;
  /** The fact's value as a person reads it; "missing" when there is none. */
  readonly seen: string;
}

export interface Explanation {
  readonly isMember: boolean;
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
  const look = (condition: Condition): ClauseSeen => ({
    text: printCondition(condition),
    span: condition.span,
    isTrue: compileRule(condition, currency)({ profile, context, now: context.now, validUntil: Infinity }),
    seen: formatSeen(condition, readFact(condition, profile, context), currency),
  });
  const { isTrue, deciding, clauses } = explainNode(rule, look);
  return { isMember: isTrue, deciding, clauses };
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

function formatSeen(condition: Condition, value: FactValue, currency: string): string {
  if (value === null) return 'missing';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'object')
    return value.length === 0 ? 'missing' : value.map((each) => `"${each}"`).join(', ');
  switch (findFact(condition.fact.name)?.type) {
    case 'money':
      return `${formatMoney({ amountMinor: Math.round(value), currency })} ${currency}`;
    case 'duration':
      return formatSeconds(value);
    case 'instant':
      return `${toDate(value).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    default:
      return String(value);
  }
}
