import type { CompiledSegment } from '../segment.ts';
import { formulaOf } from './condition-formula.ts';
import { createCutoffs, type CutoffsAt } from './cutoffs.ts';
import type { Formula } from './formula.ts';
import { layoutOf, type Layout } from './layout.ts';
import { createMachine, type Machine } from './machine.ts';
import { createParts, type Parts } from './parts.ts';
import { createPen, type RecordPen } from './record.ts';

/** All rules of a shop as one: what they have in common is there once. It may be used for one shopper after the other. */
export interface Plan {
  readonly segments: readonly CompiledSegment[];
  readonly parts: Parts;
  readonly layout: Layout;
  readonly pen: RecordPen;
  readonly cutoffsAt: CutoffsAt;
  /** Null where code may not be generated: the segments' closures decide. */
  readonly machine: Machine | null;
}

/** A plan of segments, in their order, for the shop of this currency; with `readsLike` over the records of that plan. */
export function compilePlan(segments: readonly CompiledSegment[], currency: string, readsLike?: Plan): Plan {
  const { formulas, parts, layout } = draftPlan(segments, currency, readsLike);
  return {
    segments,
    parts,
    layout,
    pen: createPen(parts, layout),
    cutoffsAt: createCutoffs(parts),
    machine: createMachine(formulas, parts, layout),
  };
}

/** What a plan is made from. */
export function draftPlan(
  segments: readonly CompiledSegment[],
  currency: string,
  readsLike?: Plan,
): { formulas: readonly Formula[]; parts: Parts; layout: Layout } {
  const parts = createParts(readsLike?.parts);
  const formulas = segments.map(({ tree }) => formulaOf(tree, currency, parts));
  return { formulas, parts, layout: readsLike?.layout ?? layoutOf(parts) };
}
