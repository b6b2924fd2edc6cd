import { FACTS } from '#app/domain/facts/catalogue.ts';
import { DIMENSIONS } from '#app/domain/facts/fact.ts';
import {
  COMPARISONS,
  conditionsOf,
  DURATION_UNITS,
  type Condition,
  type Rule,
  type Window,
} from '#app/domain/segments/ast.ts';

/** How often rules held each part of the language. */
export interface Coverage {
  add(rule: Rule): void;
  /** Parts of the language drawn less often than this, with how often; empty when all were. */
  below(least: number): readonly string[];
}

/** Everything a condition can be made of: each fact, question, filter and window. */
const PARTS: readonly string[] = [
  ...FACTS.map(({ name }) => name),
  ...COMPARISONS,
  ...['in', 'not in', 'between', 'is set', 'is missing', 'starts with', 'ends with', 'recent'],
  ...['contains any', 'contains all', 'not contains any', 'not contains all'],
  ...DIMENSIONS.map((dimension) => `of ${dimension}`),
  ...DURATION_UNITS.flatMap((unit) => [`within ${unit}`, `between ${unit} ago`]),
  ...['within calendar days', 'within calendar months', 'since', 'until', 'from to', 'lifetime'],
  ...['inferred', 'and', 'or', 'not'],
];

export function createCoverage(): Coverage {
  const drawn = new Map<string, number>(PARTS.map((part) => [part, 0]));
  const note = (part: string): void => void drawn.set(part, (drawn.get(part) ?? 0) + 1);
  const walk = (rule: Rule): void => {
    if (rule.kind === 'not') walk(rule.operand);
    if (rule.kind === 'and' || rule.kind === 'or') rule.operands.forEach(walk);
    if (rule.kind === 'and' || rule.kind === 'or' || rule.kind === 'not') note(rule.kind);
  };
  return {
    add(rule) {
      walk(rule);
      for (const condition of conditionsOf(rule)) partsOf(condition).forEach(note);
    },
    below: (least) =>
      [...drawn].filter(([, times]) => times < least).map(([part, times]) => `${part}: ${times}`),
  };
}

function partsOf(condition: Condition): readonly string[] {
  const { name, filter, inferredFrom, window } = condition.fact;
  const windows = condition.kind === 'recent' ? condition.window : window;
  return [
    ...[name, questionOf(condition), windowOf(windows)],
    ...(filter ? [`of ${filter.dimension}`] : []),
    ...(inferredFrom === undefined ? [] : ['inferred']),
  ];
}

function questionOf(condition: Condition): string {
  switch (condition.kind) {
    case 'compare':
      return condition.operator;
    case 'in':
      return condition.isNegated ? 'not in' : 'in';
    case 'contains':
      return `${condition.isNegated ? 'not ' : ''}contains ${condition.match}`;
    case 'affix':
      return `${condition.side}s with`;
    case 'presence':
      return condition.isSet ? 'is set' : 'is missing';
    case 'between':
    case 'recent':
      return condition.kind;
  }
}

function windowOf(window: Window | null): string {
  switch (window?.kind) {
    case undefined:
      return 'lifetime';
    case 'duration':
      return `within ${window.unit}`;
    case 'calendar':
      return `within calendar ${window.unit}`;
    case 'lagged':
      return `between ${window.unit} ago`;
    case 'dates':
      return window.from === null ? 'until' : window.to === null ? 'since' : 'from to';
  }
}
