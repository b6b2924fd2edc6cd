import type { CampaignInput } from '#app/contracts/campaign-content.ts';
import type { SegmentDraft } from '#app/ports/segment-store.ts';

/** A campaign that names segments by their names here; the store puts their ids in. */
export type ExampleCampaign = CampaignInput;

const GOLD = 'Gold, loyal, recent high spend';

/** What a new shop starts with, to look at and to change. */
export const EXAMPLE_SEGMENTS: readonly SegmentDraft[] = [
  {
    name: GOLD,
    description: 'Gold customers who came back three times in two months and spent well.',
    rule: 'loyalty.tier = "Gold" AND purchases.count within 60 days >= 3 AND purchases.spend within 90 days > 300',
  },
  {
    name: 'Quiet for two months',
    description: 'Bought at least twice, but not lately.',
    rule: 'purchases.count >= 2 AND NOT purchases.last within 60 days',
  },
];

export const EXAMPLE_CAMPAIGNS: readonly ExampleCampaign[] = [
  {
    kind: 'message',
    name: 'Gold: because you bought',
    status: 'running',
    priority: 60,
    audience: [GOLD],
    excluded: [],
    placements: ['checkout.block'],
    content: {
      title: 'Picked for our Gold customers',
      body: 'Because you bought {{bought}}, consider {{consider}}.',
      tone: 'info',
    },
  },
  {
    kind: 'upsell',
    name: 'Gold: chosen from your history',
    status: 'running',
    priority: 50,
    audience: [GOLD],
    excluded: [],
    placements: ['checkout.block', 'thank-you.block', 'order-status.block', 'cart'],
    content: { headline: 'Chosen for you', source: { kind: 'recommended' }, maxOffers: 2 },
  },
  {
    kind: 'upsell',
    name: 'Goes well with your cart',
    status: 'running',
    priority: 20,
    audience: [],
    excluded: [GOLD],
    placements: ['checkout.block', 'thank-you.block', 'order-status.block', 'cart'],
    content: { headline: 'You may also like', source: { kind: 'recommended' }, maxOffers: 1 },
  },
  {
    kind: 'savedDetails',
    name: 'Your details from last time',
    status: 'running',
    priority: 40,
    audience: [],
    excluded: [],
    placements: ['checkout.delivery-address', 'checkout.payment'],
    content: { address: true, paymentHint: true },
  },
];
