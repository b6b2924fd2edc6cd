import { decidePlan } from '#app/domain/segments/plan/decide.ts';
import { compilePlan } from '#app/domain/segments/plan/plan.ts';
import type { CompiledSegment } from '#app/domain/segments/segment.ts';

/** A segment that a plan of it alone decides, to be held beside its closures. */
export function planOf(segment: CompiledSegment, currency = 'GBP'): CompiledSegment {
  const plan = compilePlan([segment], currency);
  return {
    ...segment,
    evaluate(profile, context) {
      const { isMember, validUntil } = decidePlan(plan, profile, context);
      return { isMember: isMember(0), validUntil };
    },
  };
}
