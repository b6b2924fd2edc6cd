import { useEffect, useState } from 'react';
import { ask } from './ask.ts';

interface Asked<Answer> {
  /** The newest answer; while the next one is on its way, the one before. */
  readonly answer: Answer | null;
  readonly isAsking: boolean;
  /** Why there is no answer. */
  readonly problem: string | null;
  readonly askAgain: () => void;
}

interface Outcome<Answer> {
  readonly question: string;
  readonly of: string;
  readonly answer: Answer | null;
  readonly problem: string | null;
}

/**
 * Asks `url` a moment after the question last changed, or what is asked `of`; null asks nothing. A failed question is told in its place on
 * the page, and leaves what was typed alone: a fetcher of Remix would give up the whole page.
 */
export function useAsk<Answer>(url: string, question: object | null, delayMs = 0, of = ''): Asked<Answer> {
  const [outcome, setOutcome] = useState<Outcome<Answer> | null>(null);
  const [attempt, setAttempt] = useState(0);
  const key = question === null ? null : JSON.stringify(question);
  useEffect(() => {
    if (key === null) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      void ask<Answer>(url, key, stop.signal).then((next) => {
        if (stop.signal.aborted) return;
        setOutcome((before) => ({
          ...next,
          question: key,
          of,
          answer: next.answer ?? before?.answer ?? null,
        }));
      });
    }, delayMs);
    return () => (clearTimeout(timer), stop.abort());
  }, [url, key, attempt, delayMs, of]);
  const isAsking = key !== null && (outcome?.question !== key || outcome.of !== of);
  return {
    answer: key === null ? null : (outcome?.answer ?? null),
    isAsking,
    problem: key === null || isAsking ? null : (outcome?.problem ?? null),
    askAgain: () => (setOutcome(null), setAttempt((before) => before + 1)),
  };
}
