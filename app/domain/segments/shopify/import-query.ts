import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Rule } from '../ast.ts';
import { printRule } from '../print.ts';
import { importAttribute } from './import-attribute.ts';
import { importFunction } from './import-function.ts';
import { parseQuery } from './parse-query.ts';
import { createReporter, type Reporter } from './problem.ts';
import type { Query, QueryNote, QueryProblem } from './query.ts';
import { join } from './rule-nodes.ts';

export interface ImportedRule {
  /** With the places of the query. */
  readonly rule: Rule;
  /** As text of Attune's language; it may still pass a limit of that language, which its parser tells. */
  readonly text: string;
  /** What Shopify and Attune measure differently although the condition is the same. */
  readonly notes: readonly QueryNote[];
}

/**
 * A query of Shopify's segment language as a rule with the same meaning, or every part that cannot be carried over, by name and
 * place. Nothing is approximated: what Attune cannot say exactly is refused.
 */
export function importQuery(source: string): Result<ImportedRule, readonly QueryProblem[]> {
  const parsed = parseQuery(source);
  if (!parsed.ok) return parsed;
  const reporter = createReporter();
  const rule = importNode(parsed.value, reporter);
  if (!rule || reporter.problems.length > 0) return fail(reporter.problems);
  return ok({ rule, text: printRule(rule), notes: reporter.notes });
}

function importNode(query: Query, reporter: Reporter): Rule | null {
  if (query.kind === 'attribute') return importAttribute(query, reporter);
  if (query.kind === 'function') return importFunction(query, reporter);
  const operands = query.operands.map((operand) => importNode(operand, reporter));
  const known = operands.filter((operand) => operand !== null);
  return known.length === operands.length ? join(query.kind, known, query.span) : null;
}
