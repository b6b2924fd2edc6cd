import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Rule } from '../ast.ts';
import { exportCondition } from './export-condition.ts';
import { printQuery } from './print-query.ts';
import { createReporter, type Reporter } from './problem.ts';
import type { Query, QueryNote, QueryProblem } from './query.ts';
import { joinQueries } from './query-nodes.ts';

export interface ExportedQuery {
  /** In the form of Admin API 2026-10. */
  readonly text: string;
  /** What Shopify and Attune measure differently although the condition is the same. */
  readonly notes: readonly QueryNote[];
}

/**
 * A checked rule as a query of Shopify's segment language with the same meaning, or every part that cannot be carried over, by
 * name and with its place in the rule. Shopify has no NOT before a condition, so it is moved down to the conditions.
 */
export function exportRule(rule: Rule): Result<ExportedQuery, readonly QueryProblem[]> {
  const reporter = createReporter();
  const query = exportNode(rule, false, reporter);
  if (!query || reporter.problems.length > 0) return fail(reporter.problems);
  return ok({ text: printQuery(query), notes: reporter.notes });
}

/** By De Morgan: what is not (a and b) is not a or not b. */
function exportNode(rule: Rule, isNegated: boolean, reporter: Reporter): Query | null {
  if (rule.kind === 'not') return exportNode(rule.operand, !isNegated, reporter);
  if (rule.kind !== 'and' && rule.kind !== 'or') return exportCondition(rule, isNegated, reporter);
  const operands = rule.operands.map((operand) => exportNode(operand, isNegated, reporter));
  const known = operands.filter((operand) => operand !== null);
  if (known.length < operands.length) return null;
  return joinQueries((rule.kind === 'and') !== isNegated ? 'and' : 'or', known);
}
