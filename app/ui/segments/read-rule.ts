import type { Rule } from '#app/domain/segments/ast.ts';
import { checkMoney } from '#app/domain/segments/check-money.ts';
import { describeRule } from '#app/domain/segments/describe.ts';
import type { Diagnostic } from '#app/domain/segments/diagnostic.ts';
import { parseRule } from '#app/domain/segments/parse.ts';

/** A rule's text read as far as possible: its tree and its words, or what is wrong with it. */
export type ReadRule =
  | { readonly rule: Rule; readonly words: string; readonly diagnostics: readonly [] }
  | { readonly rule: null; readonly words: null; readonly diagnostics: readonly Diagnostic[] };

/** Reads a rule in the browser, at every key: the same parser the server uses. */
export function readRule(text: string, currency: string): ReadRule {
  const parsed = parseRule(text);
  const diagnostics = parsed.ok ? checkMoney(parsed.value, currency) : parsed.failure;
  if (!parsed.ok || diagnostics.length > 0) return { rule: null, words: null, diagnostics };
  return { rule: parsed.value, words: describeRule(parsed.value), diagnostics: [] };
}
