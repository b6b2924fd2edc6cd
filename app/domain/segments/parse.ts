import { fail, ok, type Result } from '../kernel/result.ts';
import type { Rule, Span } from './ast.ts';
import { checkRule } from './check.ts';
import { createCursor, type Cursor } from './cursor.ts';
import { diagnose, type Diagnostic } from './diagnostic.ts';
import { lex } from './lex.ts';
import { LIMITS } from './limits.ts';
import { parseCondition } from './parse-condition.ts';
import { withWrittenCodes } from './written-codes.ts';

/** How tightly an operator binds: NOT before AND before OR. */
const POWER = { none: 0, OR: 1, AND: 2, NOT: 3 } as const;

/** What a parse counts against the limits. */
interface Progress {
  readonly cursor: Cursor;
  depth: number;
  conditions: number;
  /** Set when a limit is passed: the rest of the text is not read. */
  isStopped: boolean;
}

/**
 * Rule text to a checked tree: names, types and values are known to be right, codes as they are written. On failure all diagnostics, in the order
 * of the text, at most LIMITS.diagnostics. Never throws; time is linear in the text.
 */
export function parseRule(source: string): Result<Rule, Diagnostic[]> {
  const whole = { start: 0, end: source.length };
  if (source.length > LIMITS.sourceLength)
    return fail([
      diagnose(whole, { code: 'rule-too-long', length: source.length, limit: LIMITS.sourceLength }),
    ]);
  const { tokens, diagnostics } = lex(source);
  if (tokens.length === 1 && diagnostics.length === 0) return fail([diagnose(whole, { code: 'empty-rule' })]);
  const cursor = createCursor(tokens);
  const rules = parseAll({ cursor, depth: 0, conditions: 0, isStopped: false });
  const found = [...diagnostics, ...cursor.diagnostics, ...rules.flatMap(checkRule)];
  const [rule] = rules;
  return found.length === 0 && rule ? ok(withWrittenCodes(rule)) : fail(inOrder(found));
}

function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics]
    .sort((left, right) => left.span.start - right.span.start)
    .slice(0, LIMITS.diagnostics);
}

/** The rule, and after a mistake whatever else can be read, so that its diagnostics show too. */
function parseAll(progress: Progress): Rule[] {
  const { cursor } = progress;
  const rules: Rule[] = [];
  while (cursor.peek().kind !== 'end' && !progress.isStopped) {
    const rule = parseExpression(progress, POWER.none);
    if (rule) rules.push(rule);
    if (cursor.peek().kind === 'end' || progress.isStopped) break;
    cursor.expected('AND, OR or the end of the rule');
    cursor.take();
    skipToJoint(cursor);
    while (cursor.takeIf('AND') || cursor.takeIf('OR'));
  }
  return rules;
}

/** Pratt: an operand, then every operator that binds tighter than `power`. Equal neighbours become one flat node. */
function parseExpression(progress: Progress, power: number): Rule | null {
  const { cursor } = progress;
  let left = parseOperand(progress);
  for (;;) {
    const operator = cursor.isKeyword('AND') ? 'AND' : cursor.isKeyword('OR') ? 'OR' : null;
    if (operator === null || POWER[operator] <= power || progress.isStopped) return left;
    const operands = [left];
    while (cursor.takeIf(operator)) operands.push(parseExpression(progress, POWER[operator]));
    left = join(operator, operands);
  }
}

function join(operator: 'AND' | 'OR', parsed: readonly (Rule | null)[]): Rule | null {
  const operands = parsed.filter((operand) => operand !== null);
  const [first] = operands;
  const last = operands.at(-1);
  if (!first || !last || operands.length === 1) return first ?? null;
  return { kind: operator === 'AND' ? 'and' : 'or', operands, span: between(first.span, last.span) };
}

function parseOperand(progress: Progress): Rule | null {
  const { cursor } = progress;
  const start = cursor.peek().span;
  if (cursor.isKeyword('NOT')) return nested(progress, () => parseNot(progress, start));
  if (cursor.isSymbol('(')) return nested(progress, () => parseGroup(progress, start));
  if (++progress.conditions > LIMITS.conditions) {
    progress.isStopped = true;
    return cursor.report(start, { code: 'too-many-conditions', limit: LIMITS.conditions });
  }
  const condition = parseCondition(cursor);
  if (!condition) skipToJoint(cursor);
  return condition;
}

function nested(progress: Progress, parse: () => Rule | null): Rule | null {
  if (progress.depth >= LIMITS.depth) {
    progress.isStopped = true;
    return progress.cursor.report(progress.cursor.peek().span, { code: 'too-deep', limit: LIMITS.depth });
  }
  progress.depth++;
  const rule = parse();
  progress.depth--;
  return rule;
}

function parseNot(progress: Progress, start: Span): Rule | null {
  progress.cursor.take();
  const operand = parseExpression(progress, POWER.NOT);
  return operand && { kind: 'not', operand, span: between(start, operand.span) };
}

function parseGroup(progress: Progress, start: Span): Rule | null {
  const { cursor } = progress;
  cursor.take();
  const rule = parseExpression(progress, POWER.none);
  if (progress.isStopped || cursor.takeIf(')')) return rule;
  if (cursor.peek().kind === 'end') return cursor.report(start, { code: 'unclosed-group' });
  cursor.expected('AND, OR or )');
  skipToJoint(cursor);
  cursor.takeIf(')');
  return rule;
}

/** After a mistake: on to the next AND, OR or closing parenthesis of this group, where reading can go on. */
function skipToJoint(cursor: Cursor): void {
  let open = 0;
  while (cursor.peek().kind !== 'end') {
    if (open === 0 && (cursor.isKeyword('AND') || cursor.isKeyword('OR') || cursor.isSymbol(')'))) return;
    if (cursor.isSymbol('(')) open++;
    if (cursor.isSymbol(')')) open--;
    cursor.take();
  }
}

function between(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}
