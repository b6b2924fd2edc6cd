import type { CAMPAIGN_KINDS, CAMPAIGN_STATUSES, MESSAGE_TONES } from '#app/contracts/campaign-content.ts';
import type { CampaignAction, CampaignState } from '#app/domain/campaigns/life.ts';
import type { Placement } from '#app/contracts/checkout-decision.ts';

export type CampaignKind = (typeof CAMPAIGN_KINDS)[number];
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];
export type MessageTone = (typeof MESSAGE_TONES)[number];

/** What a merchant reads for each kind, status, placement and tone. */
export const KIND_TITLES: Readonly<Record<CampaignKind, string>> = {
  upsell: 'Upsell',
  message: 'Message',
  savedDetails: 'Saved details',
};

export const STATUS_TITLES: Readonly<Record<CampaignStatus, string>> = {
  draft: 'Draft',
  running: 'Running',
  paused: 'Paused',
  ended: 'Ended',
};

export const STATE_TITLES: Readonly<Record<CampaignState, string>> = {
  ...STATUS_TITLES,
  scheduled: 'Scheduled',
};

export const ACTION_TITLES: Readonly<Record<CampaignAction, string>> = {
  start: 'Start',
  pause: 'Pause',
  resume: 'Resume',
  end: 'End',
};

export const PLACEMENT_TITLES: Readonly<Record<Placement, string>> = {
  'checkout.block': 'Checkout block',
  'checkout.delivery-address': 'Delivery address',
  'checkout.payment': 'Payment',
  'thank-you.block': 'Thank-you page',
};

export const PLACEMENT_HELP: Readonly<Record<Placement, string>> = {
  'checkout.block': 'Where you put the block in the checkout editor.',
  'checkout.delivery-address': 'Above the address form.',
  'checkout.payment': 'Above the payment methods.',
  'thank-you.block': 'After the order is placed.',
};

export const TONE_TITLES: Readonly<Record<MessageTone, string>> = {
  info: 'Neutral',
  success: 'Good news',
  warning: 'Heads-up',
};

/** A placement's title, also for one a newer version knows. */
export function titleOfPlacement(placement: string): string {
  return Object.entries(PLACEMENT_TITLES).find(([name]) => name === placement)?.[1] ?? placement;
}

/** What ending a campaign means. */
export const ENDING = 'It stops showing and cannot be started again; a copy of it can.';

/** What deleting a campaign means. */
export const DELETING =
  'It stops showing at once and is removed for good. What it did so far stays in the reports. To stop it for a while, pause it instead.';
