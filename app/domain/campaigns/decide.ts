import type { ProductId } from '../kernel/ids.ts';
import { drawArm, entrantOf, type DrawnArm } from './arms.ts';
import type { Campaign } from './campaign.ts';
import type { DecidedItem, Decision, DecisionQuestion, ShopSnapshot } from './decision.ts';
import { firstRefusal, type Clause } from './eligibility.ts';
import { decideIncentive } from './incentives/decide-incentive.ts';
import { MOST_OFFERS, sharesRoom } from './layouts.ts';
import { decideMessage } from './messages.ts';
import { decideOffers } from './offers.ts';
import { openRender, type Render } from './render.ts';
import { decideSavedDetails } from './saved-details.ts';

/** What became of one campaign in a decision. */
export type Outcome =
  | { readonly kind: 'refused'; readonly clause: Clause['name'] }
  /** The unit is in the control arm of the campaign's experiment: for it the campaign is not there. */
  | { readonly kind: 'control' }
  /** Another campaign of its exclusion group has given something. */
  | { readonly kind: 'group-taken'; readonly by: string }
  /** Higher campaigns have filled its placements with offers. */
  | { readonly kind: 'no-room' }
  /** No product passed, no placeholder's value, no saved details; or its placements were not asked for. */
  | { readonly kind: 'nothing-to-show' }
  | { readonly kind: 'shown' };

/** Whoever wants to know how a decision came about. */
export interface Observer {
  /** Of every campaign, in the order in which they go. */
  became?(campaign: Campaign, outcome: Outcome): void;
  /** Of every product whose facts were asked for, beside the cart's own. */
  read?(productId: ProductId): void;
}

/**
 * What this shopper should see in each placement asked for: segments, then campaigns by priority, then candidates, then
 * guardrails. Pure: the same snapshot and question give the same decision. A product is offered once in an answer, an item's key
 * occurs once, and of an exclusion group only one campaign shows: the first, by priority, that has anything to show.
 */
export function decide(
  snapshot: ShopSnapshot,
  question: DecisionQuestion,
  observer: Observer = {},
): Decision {
  const render = openRender(snapshot, question, observer.read);
  const placements = new Map<string, DecidedItem[]>(question.placements.map((name) => [name, []]));
  const entrant = entrantOf(question);
  const arms: DrawnArm[] = [];
  for (const campaign of snapshot.campaigns) {
    const { drawn, shows } = drawArm(campaign, snapshot.experiments.get(campaign.id), entrant);
    if (drawn) arms.push(drawn);
    const outcome: Outcome = shows ? outcomeOf(shows, placements, render) : { kind: 'control' };
    observer.became?.(campaign, outcome);
  }
  return {
    placements: Object.fromEntries(placements),
    refusals: render.refusals(),
    drawn: render.drawn,
    arms,
    segmentIds: [...render.memberOf],
    validUntil: render.validUntil(),
  };
}

const outcomeOf = (
  campaign: Campaign,
  placements: ReadonlyMap<string, DecidedItem[]>,
  render: Render,
): Outcome => refusalOf(campaign, render) ?? place(campaign, placements, render);

function refusalOf(campaign: Campaign, render: Render): Outcome | null {
  const { group } = campaign.limits;
  const by = group === null ? undefined : render.takenGroups.get(group);
  if (by !== undefined) return { kind: 'group-taken', by };
  const refusal = firstRefusal(campaign, render);
  if (refusal?.endsAt) render.holdUntil(refusal.endsAt(campaign, render));
  return refusal && { kind: 'refused', clause: refusal.name };
}

/** Puts what the campaign has to show into its placements. */
function place(campaign: Campaign, placements: ReadonlyMap<string, DecidedItem[]>, render: Render): Outcome {
  let outcome: Outcome = { kind: 'nothing-to-show' };
  for (const [placement, items] of placements) {
    if (!campaign.placements.includes(placement)) continue;
    const room = roomFor(campaign, items);
    if (campaign.kind === 'upsell' && room <= 0 && outcome.kind !== 'shown') outcome = { kind: 'no-room' };
    for (const item of decideCampaign(campaign, placement, room, render)) {
      if (render.keys.has(item.key)) continue;
      render.keys.add(item.key);
      items.push(item);
      outcome = { kind: 'shown' };
    }
  }
  const { group } = campaign.limits;
  if (outcome.kind === 'shown' && group !== null) render.takenGroups.set(group, campaign.id);
  return outcome;
}

/** How many more offers the placement holds in the campaign's layout. */
function roomFor(campaign: Campaign, items: readonly DecidedItem[]): number {
  if (campaign.kind !== 'upsell') return 0;
  const { layout } = campaign.content;
  const taken = items.filter((item) => item.kind === 'offer' && sharesRoom(item.layout, layout));
  return MOST_OFFERS[layout] - taken.length;
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
    case 'incentive': {
      const message = decideIncentive(campaign, placement, render);
      return message ? [message] : [];
    }
    case 'savedDetails':
      return decideSavedDetails(campaign, placement, render);
  }
}
