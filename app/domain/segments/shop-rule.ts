import { findFact } from '../facts/catalogue.ts';
import { fail, type Result } from '../kernel/result.ts';
import { conditionsOf, type Rule } from './ast.ts';
import { diagnose, type Diagnostic } from './diagnostic.ts';
import { parseRule } from './parse.ts';

/**
 * A rule over a shop's own shoppers. The language knows facts of activity (views, searches, ...) that Attune does not collect
 * in a shop yet: naming one would count nobody, so it is refused. The command line, which reads them from a file, takes any.
 */
export function parseShopRule(source: string): Result<Rule, Diagnostic[]> {
  const parsed = parseRule(source);
  if (!parsed.ok) return parsed;
  const uncollected = conditionsOf(parsed.value).flatMap(({ fact: { name, nameSpan } }) =>
    findFact(name)?.source === 'browsing' ? [diagnose(nameSpan, { code: 'not-collected', name })] : [],
  );
  return uncollected.length === 0 ? parsed : fail(uncollected);
}
