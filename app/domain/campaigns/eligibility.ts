import { SECONDS, type Instant } from '../kernel/instant.ts';
import { isInAudience, isKeptOut, type AskedSegments } from './audience.ts';
import type { Campaign } from './campaign.ts';
import type { DecisionQuestion, PastItem, ShopSnapshot } from './decision.ts';
import { restsUntil } from './rests-until.ts';
import { isOpenAt } from './schedule.ts';

/** Something that must hold before a campaign is for a shopper. Worded as what is wrong when it does not. */
export interface Clause {
  readonly name:
    'not-open' | 'not-in-audience' | 'kept-out' | 'shown-enough' | 'dismissed-lately' | 'budget-spent';
  /** Whether it keeps the campaign from this shopper. */
  refuses(campaign: Limited, render: Asked): boolean;
  /** When it ends to, by time alone; left out where time changes nothing, or the render knows already. */
  endsAt?(campaign: Limited, render: Asked): number;
}

/** What clauses read of a campaign. */
export type Limited = Pick<Campaign, 'id' | 'kind' | 'schedule' | 'limits' | 'audience' | 'excluded'>;

/** What clauses read of a render. */
interface Asked extends AskedSegments {
  readonly situation: AskedSegments['situation'] & {
    readonly snapshot: Pick<ShopSnapshot, 'spentCampaigns'>;
    readonly question: Pick<DecisionQuestion, 'now' | 'dismissed' | 'pastItems'>;
  };
}

/** In the order in which a person would ask. */
export const CLAUSES: readonly Clause[] = [
  {
    name: 'not-open',
    refuses: ({ schedule }, { situation }) => !isOpenAt(schedule, situation.question.now),
  },
  { name: 'not-in-audience', refuses: (campaign, render) => !isInAudience(campaign, render) },
  { name: 'kept-out', refuses: (campaign, render) => isKeptOut(campaign, render) },
  {
    name: 'shown-enough',
    refuses: (campaign, render) => enoughUntil(campaign, render) > render.situation.question.now,
    endsAt: enoughUntil,
  },
  {
    name: 'dismissed-lately',
    refuses: (campaign, render) => staysAwayUntil(campaign, render) > render.situation.question.now,
    endsAt: staysAwayUntil,
  },
  {
    name: 'budget-spent',
    // Of an upsell the guardrail of this name refuses each offer, so that the ledger says which were kept back.
    refuses: ({ id, kind }, { situation }) => kind !== 'upsell' && situation.snapshot.spentCampaigns.has(id),
  },
];

/** Every clause for a campaign and a shopper, and when one that refuses ends by time; null = not by time. */
export function examine(
  campaign: Limited,
  render: Asked,
): readonly { readonly name: Clause['name']; readonly refuses: boolean; readonly endsAt: Instant | null }[] {
  return CLAUSES.map((clause) => {
    const refuses = clause.refuses(campaign, render);
    return { name: clause.name, refuses, endsAt: (refuses && clause.endsAt?.(campaign, render)) || null };
  });
}

/** The first clause that keeps a campaign from this shopper; null when none does. */
export function firstRefusal(campaign: Limited, render: Asked): Clause | null {
  return CLAUSES.find((clause) => clause.refuses(campaign, render)) ?? null;
}

/** A checkout in which it was shown counts once, by the last time. */
function enoughUntil({ id, limits: { shown } }: Limited, { situation }: Asked): number {
  if (shown === null) return -Infinity;
  const lastShown = new Map<string, Instant>();
  for (const { checkout, at } of pastOf(id, situation.question.pastItems))
    lastShown.set(checkout, Math.max(at, lastShown.get(checkout) ?? at));
  return restsUntil([...lastShown.values()], shown.times, shown.days);
}

function staysAwayUntil({ id, limits: { dismissedDays } }: Limited, { situation }: Asked): number {
  if (dismissedDays === null) return -Infinity;
  const { dismissed, now, pastItems } = situation.question;
  const away = dismissedDays * SECONDS.day;
  if (dismissed.some((key) => isOf(id, key))) return now + away;
  return pastOf(id, pastItems).reduce(
    (latest, { outcome, at }) => (outcome === 'dismissed' ? Math.max(latest, at + away) : latest),
    -Infinity,
  );
}

function pastOf(campaignId: string, pastItems: readonly PastItem[]): readonly PastItem[] {
  return pastItems.filter(({ key }) => isOf(campaignId, key));
}

/** Keys start with their campaign. */
function isOf(campaignId: string, key: string): boolean {
  return key.startsWith(`${campaignId}:`);
}
