import type { Campaign } from './campaign.ts';
import type { Render } from './render.ts';

type Asked = Pick<Render, 'memberOf' | 'situation'>;

/** Whether the shopper is in any segment of the audience, or the audience is everyone. Nobody is in a missing or broken segment. */
export function isInAudience({ audience }: Pick<Campaign, 'audience'>, { memberOf }: Asked): boolean {
  return audience.length === 0 || audience.some((id) => memberOf.has(id));
}

/**
 * Whether the shopper is in a segment that the campaign keeps out. By a segment that is missing or broken everybody is kept
 * out: nobody can be told apart.
 */
export function isKeptOut({ excluded }: Pick<Campaign, 'excluded'>, { memberOf, situation }: Asked): boolean {
  const { segments } = situation.snapshot.plan;
  return excluded.some((id) => memberOf.has(id) || !segments.some((segment) => segment.id === id));
}
