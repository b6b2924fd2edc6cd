import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import type { CompiledSegment } from '#app/domain/segments/segment.ts';
import { planOf } from './plan-of.ts';

/** One way of running a rule for a profile; a rule that passes the check runs in all of them. */
export interface RuleBackEnd {
  readonly name: string;
  compile(rule: string): CompiledSegment;
}

function closuresOf(rule: string): CompiledSegment {
  const compiled = compileSegment({ id: 's', name: 'S', rule }, 'GBP');
  if (!compiled.ok) throw new Error(`${rule}: ${compiled.failure[0]?.message}`);
  return compiled.value;
}

/** All of them must agree, with one another and with the oracles. A new one is added here. */
export const BACK_ENDS: readonly RuleBackEnd[] = [
  { name: 'closures', compile: closuresOf },
  { name: 'plan', compile: (rule) => planOf(closuresOf(rule)) },
];
