import type { Campaign } from './campaign.ts';
import type { DecidedItem, Decision, DecisionQuestion, ShopSnapshot } from './decision.ts';
import { firstRefusal } from './eligibility.ts';
import { decideMessage } from './messages.ts';
import { decideOffers } from './offers.ts';
import { openRender, type Render } from './render.ts';
import { decideSavedDetails } from './saved-details.ts';

/** A placement shows no more offers than this, whatever its campaigns hold. */
export const OFFERS_PER_PLACEMENT = 3;

/**
 * What this shopper should see in each placement asked for: segments, then campaigns by priority, then candidates, then
 * guardrails. Pure: the same snapshot and question give the same decision. A product is offered once in an answer, an item's key
 * occurs once, and of an exclusion group only one campaign shows: the first, by priority, that has anything to show.
 */
export function decide(snapshot: ShopSnapshot, question: DecisionQuestion): Decision {
  const render = openRender(snapshot, question);
  const placements = new Map<string, DecidedItem[]>(question.placements.map((name) => [name, []]));
  for (const campaign of snapshot.campaigns) {
    if (isForShopper(campaign, render)) place(campaign, placements, render);
  }
  return {
    placements: Object.fromEntries(placements),
    refusals: render.refusals,
    drawn: render.drawn,
    segmentIds: [...render.memberOf],
    validUntil: render.validUntil(),
  };
}

function isForShopper(campaign: Campaign, render: Render): boolean {
  const { group } = campaign.limits;
  if (group !== null && render.takenGroups.has(group)) return false;
  const refusal = firstRefusal(campaign, render);
  if (refusal?.endsAt) render.holdUntil(refusal.endsAt(campaign, render));
  return refusal === null;
}

/** Puts what the campaign has to show into its placements. */
function place(campaign: Campaign, placements: ReadonlyMap<string, DecidedItem[]>, render: Render): void {
  for (const [placement, items] of placements) {
    if (!campaign.placements.includes(placement)) continue;
    const room = OFFERS_PER_PLACEMENT - items.filter(({ kind }) => kind === 'offer').length;
    for (const item of decideCampaign(campaign, placement, room, render)) {
      if (render.keys.has(item.key)) continue;
      render.keys.add(item.key);
      items.push(item);
      if (campaign.limits.group !== null) render.takenGroups.add(campaign.limits.group);
    }
  }
}

function decideCampaign(
  campaign: Campaign,
  placement: string,
  room: number,
  render: Render,
): readonly DecidedItem[] {
  switch (campaign.kind) {
    case 'upsell':
      return decideOffers(campaign, render, room);
    case 'message': {
      const message = decideMessage(campaign, render);
      return message ? [message] : [];
    }
    case 'savedDetails':
      return decideSavedDetails(campaign, placement, render);
  }
}
