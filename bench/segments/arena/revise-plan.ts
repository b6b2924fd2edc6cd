import type { CompiledSegment } from '#app/domain/segments/segment.ts';
import { formulaOf } from '#app/domain/segments/plan/condition-formula.ts';
import { layoutOf, type Layout } from '#app/domain/segments/plan/layout.ts';
import { createMachine, type Machine } from '#app/domain/segments/plan/machine.ts';
import { createParts, type Parts } from '#app/domain/segments/plan/parts.ts';
import { compilePlan, type Plan } from '#app/domain/segments/plan/plan.ts';

export interface Revision {
  readonly plan: Plan;
  /** The changed segment alone, over the same records. */
  readonly changed: Machine;
}

/**
 * A plan with another segment at `place` that reads the very records of the old one; null when its rule looks at something that
 * those do not hold, or where code may not be generated.
 */
export function revisePlan(
  plan: Plan,
  place: number,
  segment: CompiledSegment,
  currency: string,
): Revision | null {
  const parts = createParts(plan.parts);
  const formula = formulaOf(segment.tree, currency, parts);
  if (!isReadBy(plan.layout, plan.parts, parts)) return null;
  const changed = createMachine([formula], parts, plan.layout);
  const segments = plan.segments.with(place, segment);
  return changed && { plan: compilePlan(segments, currency, plan), changed };
}

/** Nothing new in the records, and no amounts where there were none. */
function isReadBy({ columns }: Layout, before: Parts, after: Parts): boolean {
  const isSame = (['columns', 'instants', 'stills'] as const).every(
    (kind) => before[kind].all.length === after[kind].all.length,
  );
  return isSame && layoutOf(after).columns.every(({ stride }, at) => stride <= (columns[at]?.stride ?? 0));
}
