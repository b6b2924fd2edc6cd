import { PLACEMENTS_OF_KIND } from '#app/contracts/campaign-content.ts';
import type { CampaignState } from '#app/domain/campaigns/life.ts';
import { instantOfWallTime, wallTimeOf } from '#app/domain/campaigns/schedule.ts';
import type { Schedule } from '#app/domain/campaigns/schedule.ts';
import type { PickedProduct } from '../product-picker.tsx';
import type { CampaignKind, CampaignStatus, MessageTone } from './words.ts';

/** Everything the editor's fields hold, for every kind at once; `toDraft` takes what a kind needs. */
export interface EditorDraft {
  readonly name: string;
  readonly status: CampaignStatus;
  /** Wall time of the shop, "2026-11-27T09:00"; empty = open at that end. */
  readonly from: string;
  readonly until: string;
  /** As typed. */
  readonly priority: string;
  readonly audience: readonly string[];
  readonly excluded: readonly string[];
  readonly placements: readonly string[];
  readonly headline: string;
  readonly source: 'recommended' | 'products';
  readonly picked: readonly PickedProduct[];
  readonly maxOffers: number;
  readonly title: string;
  readonly body: string;
  readonly tone: MessageTone;
  readonly address: boolean;
  readonly paymentHint: boolean;
}

/** A stored campaign as the page gets it. */
export type CampaignView = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly status: CampaignStatus;
  readonly state: CampaignState;
  readonly schedule: Schedule;
  readonly priority: number;
  readonly audience: readonly string[];
  readonly excluded: readonly string[];
  readonly placements: readonly string[];
  readonly updatedAt: number;
} & (
  | {
      readonly kind: 'upsell';
      readonly content: {
        readonly headline: string;
        readonly source: { readonly kind: 'recommended' | 'products' };
        readonly maxOffers: number;
      };
    }
  | {
      readonly kind: 'message';
      readonly content: { readonly title: string; readonly body: string; readonly tone: MessageTone };
    }
  | {
      readonly kind: 'savedDetails';
      readonly content: { readonly address: boolean; readonly paymentHint: boolean };
    }
);

/** What a new campaign of a kind starts as. */
export function emptyDraft(kind: CampaignKind): EditorDraft {
  return {
    name: '',
    status: 'draft',
    from: '',
    until: '',
    priority: '50',
    audience: [],
    excluded: [],
    placements: kind === 'savedDetails' ? PLACEMENTS_OF_KIND.savedDetails : ['checkout.block'],
    headline: '',
    source: 'recommended',
    picked: [],
    maxOffers: 1,
    title: '',
    body: '',
    tone: 'info',
    address: true,
    paymentHint: true,
  };
}

/** The fields of a stored campaign; what its kind lacks is as in a new one. */
export function draftOf(
  campaign: CampaignView,
  picked: readonly PickedProduct[],
  timezone: string,
): EditorDraft {
  const { name, status, priority, audience, excluded, placements } = campaign;
  const base = { ...emptyDraft(campaign.kind), name, status, audience, excluded, placements, picked };
  const { from, until } = campaign.schedule;
  return {
    ...base,
    from: from === null ? '' : wallTimeOf(from, timezone),
    until: until === null ? '' : wallTimeOf(until, timezone),
    priority: String(priority),
    ...contentFields(campaign),
  };
}

function contentFields(campaign: CampaignView): Partial<EditorDraft> {
  if (campaign.kind !== 'upsell') return campaign.content;
  const { headline, source, maxOffers } = campaign.content;
  return { headline, source: source.kind, maxOffers };
}

/** The body to send, in the shape of contracts/campaign-content.ts; the server checks it. */
export function toDraft(kind: CampaignKind, draft: EditorDraft, timezone: string): object {
  const { name, status, audience, excluded, placements } = draft;
  const priority = draft.priority.trim() === '' ? null : Number(draft.priority);
  const [from, until] = [draft.from, draft.until].map((wall) => instantOfWallTime(wall, timezone));
  const schedule = { from, until };
  const content = contentOf(kind, draft);
  return { kind, name, status, schedule, priority, audience, excluded, placements, content };
}

function contentOf(kind: CampaignKind, draft: EditorDraft): object {
  const { title, body, tone, address, paymentHint, headline, maxOffers, source, picked } = draft;
  if (kind === 'message') return { title, body, tone };
  if (kind === 'savedDetails') return { address, paymentHint };
  const productIds = picked.map(({ id }) => id);
  return {
    headline,
    maxOffers,
    source: source === 'products' ? { kind: 'products', productIds } : { kind: 'recommended' },
  };
}
