import { findFact } from '../facts/catalogue.ts';
import type { FactDefinition, FactType } from '../facts/fact.ts';
import { conditionsOf, valuesOf, type Condition, type Rule } from './ast.ts';
import { checkFilter } from './check-filter.ts';
import { checkInferred } from './check-inferred.ts';
import { unknownFact } from './check-name.ts';
import { checkValues } from './check-value.ts';
import { checkWindow } from './check-window.ts';
import { diagnose, type Diagnostic } from './diagnostic.ts';

/** What a condition asks with: a sign, or the kind of question. */
export type Question = '=' | '!=' | '<' | '<=' | '>' | '>=' | Exclude<Condition['kind'], 'compare'>;

const ORDERED = ['=', '!=', '<', '<=', '>', '>=', 'between', 'presence'] as const;

/** The language's table: which questions each type of fact answers. */
export const QUESTIONS: Readonly<Record<FactType, readonly Question[]>> = {
  number: [...ORDERED, 'in'],
  money: [...ORDERED, 'in'],
  duration: ORDERED,
  text: ['=', '!=', 'in', 'contains', 'affix', 'presence'],
  textList: ['contains', 'presence'],
  boolean: ['=', '!=', 'presence'],
  instant: ['recent', 'presence'],
};

const TYPE_WORDS: Readonly<Record<FactType, string>> = {
  number: 'a number',
  money: 'an amount of money',
  duration: 'a duration',
  text: 'a text',
  textList: 'a list of texts',
  boolean: 'true or false',
  instant: 'a point in time',
};

const QUESTION_WORDS: Readonly<Record<Exclude<Condition['kind'], 'compare'>, string>> = {
  in: 'IN (..)',
  contains: 'CONTAINS',
  affix: 'STARTS WITH or ENDS WITH',
  between: 'BETWEEN',
  presence: 'IS SET or IS MISSING',
  recent: 'within (or since, until, from .. to)',
};

/** Everything that is wrong with the names, types and values of a rule. Empty when it is right. */
export function checkRule(rule: Rule): Diagnostic[] {
  return conditionsOf(rule).flatMap(checkCondition);
}

function checkCondition(condition: Condition): Diagnostic[] {
  const fact = findFact(condition.fact.name);
  if (!fact) return [unknownFact(condition.fact)].filter((unknown) => unknown !== null);
  const mismatch = checkWindow(condition, fact) ?? checkQuestion(condition, fact);
  return [
    ...checkFilter(condition.fact, fact),
    ...checkInferred(condition.fact, fact),
    ...(mismatch ? [mismatch] : checkValues(condition, valuesOf(condition), fact)),
  ];
}

function checkQuestion(condition: Condition, fact: FactDefinition): Diagnostic | null {
  const question = condition.kind === 'compare' ? condition.operator : condition.kind;
  const allowed = QUESTIONS[fact.type];
  if (allowed.includes(question)) return null;
  return diagnose(condition.span, {
    code: 'operator-mismatch',
    fact: fact.name,
    type: TYPE_WORDS[fact.type],
    found: questionWords(question),
    allowed: allowed.map(questionWords).join(', '),
  });
}

function questionWords(question: Question): string {
  switch (question) {
    case 'in':
    case 'contains':
    case 'affix':
    case 'between':
    case 'presence':
    case 'recent':
      return QUESTION_WORDS[question];
    default:
      return question;
  }
}
