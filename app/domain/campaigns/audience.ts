import type { Campaign } from './campaign.ts';
import type { Render } from './render.ts';

/**
 * Whether a campaign is for this shopper: in any segment of its audience (or the audience is empty) and in none that it keeps
 * out. A segment that is missing or broken lets nobody in; kept out by it, everybody is: nobody can be told apart.
 */
export function isForShopper(
  campaign: Pick<Campaign, 'audience' | 'excluded'>,
  { memberOf, situation }: Pick<Render, 'memberOf' | 'situation'>,
): boolean {
  const { segments } = situation.snapshot.plan;
  const isKeptOut = campaign.excluded.some(
    (id) => memberOf.has(id) || !segments.some((segment) => segment.id === id),
  );
  if (isKeptOut) return false;
  return campaign.audience.length === 0 || campaign.audience.some((id) => memberOf.has(id));
}
