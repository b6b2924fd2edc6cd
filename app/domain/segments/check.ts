import { FACTS, findFact } from '../facts/catalogue.ts';
import type { FactDefinition, FactType } from '../facts/fact.ts';
import { conditionsOf, valuesOf, type Condition, type Rule } from './ast.ts';
import { checkValues } from './check-value.ts';
import { diagnose, type Diagnostic } from './diagnostic.ts';
import { didYouMean } from './did-you-mean.ts';

const NAMES = FACTS.map((fact) => fact.name);

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
  recent: 'within',
};

/** Everything that is wrong with the names, types and values of a rule. Empty when it is right. */
export function checkRule(rule: Rule): Diagnostic[] {
  return conditionsOf(rule).flatMap(checkCondition);
}

function checkCondition(condition: Condition): Diagnostic[] {
  const { name, nameSpan } = condition.fact;
  const fact = findFact(name);
  if (!fact) return [diagnose(nameSpan, { code: 'unknown-fact', name, suggestion: didYouMean(name, NAMES) })];
  const mismatch = checkWindow(condition, fact) ?? checkQuestion(condition, fact);
  return mismatch ? [mismatch] : checkValues(condition, valuesOf(condition), fact);
}

function checkWindow(condition: Condition, fact: FactDefinition): Diagnostic | null {
  const window = condition.kind === 'recent' ? condition.window : condition.fact.window;
  if (window === null) return null;
  const advice = windowAdvice(condition, fact);
  if (advice === null) return null;
  return diagnose(condition.span, { code: 'window-mismatch', fact: fact.name, advice });
}

function windowAdvice(condition: Condition, fact: FactDefinition): string | null {
  if (condition.kind === 'recent') {
    if (fact.type === 'instant') return null;
    return fact.isWindowable ? `Add a comparison, e.g. ${fact.name} within 30 days > 5.` : ONLY_PURCHASES;
  }
  if (fact.isWindowable) return null;
  return fact.type === 'instant' ? `Write only: ${fact.name} within 30 days.` : ONLY_PURCHASES;
}

const ONLY_PURCHASES = `Facts that take a window: ${FACTS.filter(
  (fact) => fact.isWindowable || fact.type === 'instant',
)
  .map((fact) => fact.name)
  .join(', ')}.`;

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
