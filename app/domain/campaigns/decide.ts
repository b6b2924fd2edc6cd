import { isForShopper } from './audience.ts';
import type { Campaign } from './campaign.ts';
import type { DecidedItem, Decision, DecisionQuestion, ShopSnapshot } from './decision.ts';
import { decideMessage } from './messages.ts';
import { decideOffers } from './offers.ts';
import { openRender, type Render } from './render.ts';
import { isOpenAt } from './schedule.ts';
import { decideSavedDetails } from './saved-details.ts';

/** A placement shows no more offers than this, whatever its campaigns hold. */
export const OFFERS_PER_PLACEMENT = 3;

/**
 * What this shopper should see in each placement asked for: segments, then campaigns by priority, then candidates, then
 * guardrails. Pure: the same snapshot and question give the same decision. A product is offered once in an answer, and
 * an item's key occurs once.
 */
export function decide(snapshot: ShopSnapshot, question: DecisionQuestion): Decision {
  const render = openRender(snapshot, question);
  const eligible = snapshot.campaigns.filter(
    (campaign) => isOpenAt(campaign.schedule, question.now) && isForShopper(campaign, render),
  );
  const placements = [...new Set(question.placements)].map(
    (placement) => [placement, decidePlacement(placement, eligible, render)] as const,
  );
  return {
    placements: Object.fromEntries(placements),
    refusals: render.refusals,
    drawn: render.drawn,
    segmentIds: [...render.memberOf],
    validUntil: render.validUntil(),
  };
}

function decidePlacement(placement: string, campaigns: readonly Campaign[], render: Render): DecidedItem[] {
  const items: DecidedItem[] = [];
  for (const campaign of campaigns) {
    if (!campaign.placements.includes(placement)) continue;
    const room = OFFERS_PER_PLACEMENT - items.filter(({ kind }) => kind === 'offer').length;
    for (const item of decideCampaign(campaign, placement, room, render)) {
      if (render.keys.has(item.key)) continue;
      render.keys.add(item.key);
      items.push(item);
    }
  }
  return items;
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
