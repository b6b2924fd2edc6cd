import type { Diagnostic } from '../segments/diagnostic.ts';
import { compileSegment } from '../segments/evaluate/compile.ts';
import { compilePlan, type Plan } from '../segments/plan/plan.ts';
import type { CompiledSegment, Segment } from '../segments/segment.ts';
import type { Campaign } from './campaign.ts';
import type { ShopSnapshot } from './decision.ts';

/** A segment whose rule cannot be run: nobody is in it until it is put right. */
export interface BrokenSegment {
  readonly id: string;
  readonly name: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A snapshot's parts as they are stored. */
export type SnapshotParts = Omit<ShopSnapshot, 'plan' | 'campaigns'> & {
  readonly segments: readonly Segment[];
  readonly campaigns: readonly Campaign[];
};

/**
 * Parts to a snapshot: rules compiled, running campaigns in the order in which they go. A segment that does not compile is
 * left out and reported; campaigns with only that audience then show to nobody.
 */
export function compileSnapshot(parts: SnapshotParts): {
  snapshot: ShopSnapshot;
  broken: readonly BrokenSegment[];
} {
  const { segments, campaigns, ...others } = parts;
  const { plan, broken } = compileSegments(segments, parts.currency);
  return { snapshot: { ...others, plan, campaigns: runningCampaigns(campaigns) }, broken };
}

/** A plan of every segment that compiles for a shop of this currency, and those that do not. */
export function compileSegments(
  segments: readonly Segment[],
  currency: string,
): { plan: Plan; broken: readonly BrokenSegment[] } {
  const compiled: CompiledSegment[] = [];
  const broken: BrokenSegment[] = [];
  for (const segment of segments) {
    const result = compileSegment(segment, currency);
    if (result.ok) compiled.push(result.value);
    else broken.push({ id: segment.id, name: segment.name, diagnostics: result.failure });
  }
  return { plan: compilePlan(compiled, currency), broken };
}

/** Campaigns that are switched on, whatever their schedule, highest priority first, then by id. */
export function runningCampaigns(campaigns: readonly Campaign[]): readonly Campaign[] {
  return campaigns
    .filter(({ status }) => status === 'running')
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
}
