import type { Campaign } from './campaign.ts';

/** What is known of a shopper's segments. */
export interface AskedSegments {
  /** Ids of the segments the shopper is in. */
  readonly memberOf: ReadonlySet<string>;
  readonly situation: {
    readonly snapshot: { readonly plan: { readonly segments: readonly { readonly id: string }[] } };
  };
}

/** Whether the shopper is in any segment of the audience, or the audience is everyone. Nobody is in a missing or broken segment. */
export function isInAudience({ audience }: Pick<Campaign, 'audience'>, { memberOf }: AskedSegments): boolean {
  return audience.length === 0 || audience.some((id) => memberOf.has(id));
}

/**
 * Whether the shopper is in a segment that the campaign keeps out. By a segment that is missing or broken everybody is kept
 * out: nobody can be told apart.
 */
export function isKeptOut(
  { excluded }: Pick<Campaign, 'excluded'>,
  { memberOf, situation }: AskedSegments,
): boolean {
  const { segments } = situation.snapshot.plan;
  return excluded.some((id) => memberOf.has(id) || !segments.some((segment) => segment.id === id));
}
