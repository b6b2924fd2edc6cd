import type { Diagnostic } from '#app/domain/segments/diagnostic.ts';

/** What to write instead, where a diagnostic knows it. */
export function correctionOf(diagnostic: Diagnostic): string | null {
  return 'suggestion' in diagnostic ? diagnostic.suggestion : null;
}
