import { mayUse } from '../profiles/consent-uses.ts';
import type { Campaign } from './campaign.ts';
import type { DecidedItem, SavedAddress } from './decision.ts';
import { paymentHint } from './payment-words.ts';
import type { Render } from './render.ts';

type SavedDetailsCampaign = Extract<Campaign, { kind: 'savedDetails' }>;

/** Placements that suit one detail only; any other takes both. */
const ONLY_ADDRESS = 'checkout.delivery-address';
const ONLY_PAYMENT = 'checkout.payment';

/** The last address and payment type, where the campaign offers them, the placement suits them and the shopper may see them. */
export function decideSavedDetails(
  { id, content }: SavedDetailsCampaign,
  placement: string,
  render: Render,
): DecidedItem[] {
  const { question, isSignedIn } = render.situation;
  const saved = isSignedIn || mayUse('guestDetails', question.consent) ? question.savedDetails : null;
  if (saved === null) return [];
  const items: (DecidedItem | null)[] = [
    content.address && placement !== ONLY_PAYMENT ? addressItem(id, saved.address) : null,
    content.paymentHint && placement !== ONLY_ADDRESS
      ? paymentItem(id, saved.paymentType, question.language)
      : null,
  ];
  return items.filter((item) => item !== null).filter(({ key }) => !question.dismissed.includes(key));
}

function addressItem(campaignId: string, address: SavedAddress | null): DecidedItem | null {
  if (!address?.address1 || !address.city) return null;
  const summary = summarise(address);
  return { kind: 'savedAddress', key: `${campaignId}:address`, campaignId, address, summary };
}

/** Countries whose addresses are written with the province. */
const WITH_PROVINCE = new Set(['US', 'CA', 'AU']);

/** One line for the eye: "12 Mill Lane, Leeds LS1 4AB". */
export function summarise(address: SavedAddress): string {
  const { address1, address2, city, zip, provinceCode, countryCode } = address;
  const province = countryCode !== undefined && WITH_PROVINCE.has(countryCode) ? provinceCode : undefined;
  const place = [city, province, zip].filter(Boolean).join(' ');
  return [address1, address2, place].filter(Boolean).join(', ');
}

function paymentItem(
  campaignId: string,
  paymentType: string | null,
  language: string | null,
): DecidedItem | null {
  if (paymentType === null || paymentType.trim() === '') return null;
  const text = paymentHint(paymentType, language);
  return { kind: 'paymentHint', key: `${campaignId}:payment`, campaignId, paymentType, text };
}
