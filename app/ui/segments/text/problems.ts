import type { Diagnostic as Underline } from '@codemirror/lint';
import type { Diagnostic } from '#app/domain/segments/diagnostic.ts';
import { correctionOf } from './corrections.ts';

/** The diagnostics of a rule as lines under its text; hovering shows the sentence and offers the correction. */
export function underline(diagnostics: readonly Diagnostic[], length: number): readonly Underline[] {
  return diagnostics.map((diagnostic): Underline => {
    const from = Math.min(diagnostic.span.start, length);
    const to = Math.min(Math.max(diagnostic.span.end, from), length);
    return { from, to, severity: 'error', message: diagnostic.message, actions: actionsOf(diagnostic) };
  });
}

function actionsOf(diagnostic: Diagnostic): NonNullable<Underline['actions']> {
  const correction = correctionOf(diagnostic);
  if (correction === null) return [];
  const name = `Write ${correction}`;
  return [{ name, apply: (view, from, to) => view.dispatch({ changes: { from, to, insert: correction } }) }];
}
