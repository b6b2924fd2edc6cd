import type { Fact } from '../../facts/catalogue.ts';
import type { Comparison, Condition } from '../ast.ts';
import { QUESTIONS, type Question } from '../check.ts';

/** How a condition asks, as one choice of a list. */
export type Ask =
  | Comparison
  | 'in'
  | 'not-in'
  | 'contains'
  | 'not-contains'
  | 'starts'
  | 'ends'
  | 'between'
  | 'set'
  | 'missing'
  | 'recent';

const ASKS: Readonly<Record<Question, readonly Ask[]>> = {
  '=': ['='],
  '!=': ['!='],
  '<': ['<'],
  '<=': ['<='],
  '>': ['>'],
  '>=': ['>='],
  in: ['in', 'not-in'],
  contains: ['contains', 'not-contains'],
  affix: ['starts', 'ends'],
  between: ['between'],
  presence: ['set', 'missing'],
  recent: ['recent'],
};

/** Every way to ask about the fact. */
export function asksAbout({ type }: Pick<Fact, 'type'>): readonly Ask[] {
  return QUESTIONS[type].flatMap((question) => ASKS[question]);
}

/** How a condition asks. */
export function askOf(condition: Condition): Ask {
  switch (condition.kind) {
    case 'compare':
      return condition.operator;
    case 'in':
      return condition.isNegated ? 'not-in' : 'in';
    case 'contains':
      return condition.isNegated ? 'not-contains' : 'contains';
    case 'affix':
      return condition.side === 'start' ? 'starts' : 'ends';
    case 'between':
      return 'between';
    case 'presence':
      return condition.isSet ? 'set' : 'missing';
    case 'recent':
      return 'recent';
  }
}
