import type { FactDefinition } from '../facts/fact.ts';
import type { Condition } from './ast.ts';
import { diagnose, type Diagnostic } from './diagnostic.ts';

/** What is wrong with the window of a condition; null when its fact can be looked at so. */
export function checkWindow(condition: Condition, fact: FactDefinition): Diagnostic | null {
  const advice = windowAdvice(condition, fact);
  return advice === null
    ? null
    : diagnose(condition.span, { code: 'window-mismatch', fact: fact.name, advice });
}

function windowAdvice(condition: Condition, fact: FactDefinition): string | null {
  if (condition.kind === 'recent') {
    if (fact.type !== 'instant')
      return fact.isWindowable ? `Add a comparison, e.g. ${fact.name} within 30 days > 5.` : WINDOWED;
    const isOfNow = fact.name === 'time.now' && condition.window.kind !== 'dates';
    return isOfNow ? 'Write since, until or from .. to with dates: it is always now.' : null;
  }
  if (condition.fact.window === null || fact.isWindowable) return null;
  return fact.type === 'instant' ? `Write only: ${fact.name} within 30 days.` : WINDOWED;
}

const WINDOWED = 'Only counts, sums and points in time take one, e.g. purchases.count within 30 days > 5.';
