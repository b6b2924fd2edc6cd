import type { Span } from '../ast.ts';
import type { QueryNote, QueryProblem } from './query.ts';

/** What a translation has to tell: why parts were refused, and what is measured differently. */
export interface Reporter {
  /** One of the two languages cannot say this. */
  refuse(subject: string, span: Span, reason: string): null;
  /** A value or an operator that does not belong here. */
  wrong(subject: string, span: Span, message: string): null;
  unknown(subject: string, span: Span, message: string): null;
  /** Kept once for each subject, at its first place. */
  note(subject: string, span: Span, message: string): void;
  readonly problems: readonly QueryProblem[];
  readonly notes: readonly QueryNote[];
}

export function createReporter(): Reporter {
  const problems: QueryProblem[] = [];
  const notes: QueryNote[] = [];
  const add = (problem: QueryProblem): null => {
    problems.push(problem);
    return null;
  };
  return {
    refuse: (subject, span, reason) =>
      add({
        code: 'not-expressible',
        subject,
        span,
        message: `${subject} cannot be carried over: ${reason}`,
      }),
    wrong: (subject, span, message) => add({ code: 'wrong-value', subject, span, message }),
    unknown: (subject, span, message) => add({ code: 'unknown-name', subject, span, message }),
    note(subject, span, message) {
      if (!notes.some((known) => known.subject === subject)) notes.push({ subject, span, message });
    },
    problems,
    notes,
  };
}
