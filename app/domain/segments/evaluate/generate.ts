import { findFact } from '../../facts/catalogue.ts';
import type { Condition, Rule } from '../ast.ts';
import { durationSeconds } from '../duration.ts';
import type { Test } from './run.ts';

/** What the text of a generated rule refers to by number: it holds no text of the rule itself. */
interface Tables {
  readonly texts: string[];
  readonly tests: Test[];
  /** Makes a closure for a condition that has no source of its own. */
  readonly closureOf: (condition: Condition) => Test;
  blocks: number;
}

/**
 * A checked rule as generated JavaScript: integers, names of our own and places in tables, never a character of the rule.
 * Counts and last times are one comparison with a boundary time; other conditions call their closure. The same verdicts and the
 * same `validUntil` as the closures. Null where code may not be generated.
 */
export function generateRule(rule: Rule, closureOf: (condition: Condition) => Test): Test | null {
  const tables: Tables = { texts: [], tests: [], closureOf, blocks: 0 };
  const body = sourceOf(rule, tables);
  try {
    const make = new Function('K', 'T', 'E', `'use strict';return ${wrap(body)}`);
    return make(tables.texts, tables.tests, []);
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
}

/** The source alone, to be looked at. */
export function ruleSource(rule: Rule, closureOf: (condition: Condition) => Test): string {
  return wrap(sourceOf(rule, { texts: [], tests: [], closureOf, blocks: 0 }));
}

/** `v` is the verdict and `u` until when it holds, of whatever was looked at last. */
function wrap(body: string): string {
  return `(r)=>{const p=r.profile,a=p.attributes,n=r.now,q=r.validUntil;let v=false,u=Infinity,s=E,i=0,b=0,x=null;
${body}
r.validUntil=u<q?u:q;return v;}`;
}

function sourceOf(rule: Rule, tables: Tables): string {
  if (rule.kind === 'and' || rule.kind === 'or')
    return groupSource(rule.operands, rule.kind === 'or', tables);
  if (rule.kind === 'not') return `${sourceOf(rule.operand, tables)}v=!v;`;
  return conditionSource(rule, tables) ?? closureSource(rule, tables);
}

/** The first operand that equals `decisive` settles it, with its own time; else all do, with the earliest. */
function groupSource(operands: readonly Rule[], decisive: boolean, tables: Tables): string {
  const block = tables.blocks++;
  const tried = operands.map(
    (operand) =>
      `${sourceOf(operand, tables)}if(v===${decisive})break l${block};if(u<u${block})u${block}=u;\n`,
  );
  return `let u${block}=Infinity;l${block}:{${tried.join('')}v=${!decisive};u=u${block};}`;
}

function closureSource(condition: Condition, tables: Tables): string {
  const place = tables.tests.push(tables.closureOf(condition)) - 1;
  return `r.validUntil=Infinity;v=T[${place}](r);u=r.validUntil;`;
}

/** Where generated code finds a series; every one is sorted by time. */
const SERIES: Readonly<Record<string, string>> = {
  purchases: 'p.purchases',
  views: '(p.isActivityBlocked?E:p.views||E)',
  searches: '(p.isActivityBlocked?E:p.searches||E)',
  carts: '(p.isActivityBlocked?E:p.cartChanges||E)',
  checkouts: '(p.checkouts||E)',
  refunds: '(p.refunds||E)',
};
const TEXTS: Readonly<Record<string, string>> = {
  'customer.country': 'a.country',
  'customer.language': 'a.language',
};

function conditionSource(condition: Condition, tables: Tables): string | null {
  const { name } = condition.fact;
  const [family = '', part = ''] = name.split('.');
  if (findFact(name) && Object.hasOwn(TEXTS, name)) return textSource(condition, TEXTS[name] ?? '', tables);
  const series = Object.hasOwn(SERIES, family) ? SERIES[family] : undefined;
  if (series === undefined) return null;
  if (part === 'count') return countSource(condition, series, tables);
  return part === 'last' ? lastSource(condition, series, tables) : null;
}

function textSource(condition: Condition, subject: string, tables: Tables): string | null {
  const place = (text: string) => `K[${tables.texts.push(text) - 1}]`;
  if (condition.kind === 'presence') return `v=${subject}${condition.isSet ? '!==' : '==='}null;u=Infinity;`;
  const values =
    condition.kind === 'in' ? condition.values : condition.kind === 'compare' ? [condition.value] : [];
  const texts = values.flatMap((value) => (value.kind === 'text' ? [value.value] : []));
  if (texts.length === 0 || texts.length > 8) return null;
  const isNot =
    condition.kind === 'in'
      ? condition.isNegated
      : condition.kind === 'compare' && condition.operator === '!=';
  const equal = texts.map((text) => `x===${place(text)}`).join('||');
  return `x=${subject};v=${isNot ? `x!==null&&!(${equal})` : equal};u=Infinity;`;
}

/** `count >= k` holds until the k-th newest leaves: t[n-k] + W. */
function countSource(condition: Condition, series: string, tables: Tables): string | null {
  if (condition.kind !== 'compare' || condition.value.kind !== 'number') return null;
  const { operator, value } = condition;
  if (operator === '=' || operator === '!=') return null;
  const isMore = operator === '>' || operator === '<=';
  const least = isMore ? Math.floor(value.value) + 1 : Math.ceil(value.value);
  const end = operator === '<' || operator === '<=' ? 'v=!v;' : '';
  return leastSource(condition, series, least, tables, end);
}

function lastSource(condition: Condition, series: string, tables: Tables): string | null {
  return condition.kind === 'recent' ? leastSource(condition, series, 1, tables, '') : null;
}

/** At least this many in the window; where something lies ahead of now, the closure is asked. */
function leastSource(
  condition: Condition,
  series: string,
  least: number,
  tables: Tables,
  end: string,
): string | null {
  const window = condition.kind === 'recent' ? condition.window : condition.fact.window;
  if (least < 1 || !Number.isSafeInteger(least)) return null;
  if (window !== null && window.kind !== 'duration') return null;
  if (condition.fact.filter !== null) return null;
  const test =
    window === null
      ? `v=i>=${least};u=Infinity;`
      : `i-=${least};if(i>=0&&(b=s[i].at+${durationSeconds(window)})>n){v=true;u=b;}else{v=false;u=Infinity;}`;
  return `s=${series};i=s.length;if(i>0&&s[i-1].at>n){${closureSource(condition, tables)}}else{${test}${end}}`;
}
