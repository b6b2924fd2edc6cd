/** How long a member stayed, in days; `isOver` false for one who is still in. */
export interface Stay {
  readonly days: number;
  readonly isOver: boolean;
}

/** From `days` on this share of those who came in is still in. */
export interface SurvivalStep {
  readonly days: number;
  readonly share: number;
  /** Members known to have stayed up to there. */
  readonly atRisk: number;
}

/**
 * Share of members still in by the days since they came in: the product-limit estimate (Kaplan and Meier 1958, JASA 53), which
 * counts those still in for as long as they have been. Takes it that they leave like those who came before them. One step for
 * each length at which somebody left, shortest first; somebody still in after d days counts among those at risk at d.
 */
export function survivalSteps(stays: readonly Stay[]): readonly SurvivalStep[] {
  const sorted = stays.toSorted((a, b) => a.days - b.days);
  const steps: SurvivalStep[] = [];
  let share = 1;
  for (let start = 0; start < sorted.length;) {
    const days = sorted[start]?.days ?? 0;
    let end = start;
    let left = 0;
    for (; sorted[end]?.days === days; end += 1) if (sorted[end]?.isOver) left += 1;
    const atRisk = sorted.length - start;
    share *= 1 - left / atRisk;
    if (left > 0) steps.push({ days, share, atRisk });
    start = end;
  }
  return steps;
}

/** Days after which half are left: the first step at which at most half are still in; null when more than half stay. */
export function medianStay(steps: readonly SurvivalStep[]): number | null {
  return steps.find(({ share }) => share <= 0.5)?.days ?? null;
}

/** The share still in so many days after coming in. */
export function shareAfter(steps: readonly SurvivalStep[], days: number): number {
  return steps.findLast((step) => step.days <= days)?.share ?? 1;
}
