import { PLACEMENTS_OF_KIND } from '#app/contracts/campaign-content.ts';
import type { CampaignState } from '#app/domain/campaigns/life.ts';
import type { Limits } from '#app/domain/campaigns/limits.ts';
import { instantOfWallTime, wallTimeOf } from '#app/domain/campaigns/schedule.ts';
import type { Schedule } from '#app/domain/campaigns/schedule.ts';
import type {
  IncentiveContent,
  MessageContent,
  SavedDetailsContent,
  UpsellContent,
} from '#app/domain/campaigns/campaign.ts';
import type { Layout } from '#app/domain/campaigns/layouts.ts';
import type { Strategy } from '#app/domain/campaigns/strategies.ts';
import { formatMoney, parseMoney } from '#app/domain/kernel/money.ts';
import type { PickedProduct } from '../product-picker.tsx';
import { incentiveFields, incentiveOf } from './incentive-draft.ts';
import type { CampaignKind, CampaignStatus, MessageTone } from './words.ts';

/** Everything the editor's fields hold, for every kind at once; `toDraft` takes what a kind needs. */
export interface EditorDraft {
  readonly name: string;
  readonly status: CampaignStatus;
  /** Wall time of the shop, "2026-11-27T09:00"; empty = open at that end, UNFINISHED = a part of it is typed. */
  readonly from: string;
  readonly until: string;
  /** As typed, like all numbers here; an empty limit is none. */
  readonly priority: string;
  readonly shownTimes: string;
  readonly shownDays: string;
  readonly dismissedDays: string;
  readonly group: string;
  readonly acceptances: string;
  readonly audience: readonly string[];
  readonly excluded: readonly string[];
  readonly placements: readonly string[];
  readonly headline: string;
  readonly source: 'recommended' | 'usual' | 'collection' | 'products';
  readonly strategy: Strategy;
  readonly collection: string;
  readonly picked: readonly PickedProduct[];
  readonly layout: Layout;
  readonly maxOffers: number;
  readonly choosesUnits: boolean;
  readonly title: string;
  readonly body: string;
  readonly tone: MessageTone;
  /** Amounts as typed: "40.00 GBP, 50.00 EUR". */
  readonly thresholds: string;
  readonly showsProgress: boolean;
  readonly promisesDelivery: boolean;
  readonly cutoffHour: string;
  readonly workingDays: string;
  /** Of the texts above. */
  readonly language: string;
  /** Texts by language; one that has none yet is kept out of what is saved. */
  readonly translations: Readonly<Record<string, TranslatedTexts>>;
  /** Of an incentive: free shipping is all of it. */
  readonly gives: 'percent' | 'amount' | 'free-shipping';
  readonly percent: string;
  readonly amount: string;
  readonly appliesTo: 'order' | 'products' | 'shipping';
  /** The least subtotal; empty = none. */
  readonly minimum: string;
  /** After so many orders, or so much given in all, it ends; empty = never. */
  readonly budgetOrders: string;
  readonly budgetAmount: string;
  readonly address: boolean;
  readonly paymentHint: boolean;
}

/** A kind uses the texts it has. */
export interface TranslatedTexts {
  readonly headline: string;
  readonly title: string;
  readonly body: string;
}

/** A date without its time, or a time without its date: the field then holds nothing that could be read. */
export const UNFINISHED = 'unfinished';

export const NO_TEXTS: TranslatedTexts = { headline: '', title: '', body: '' };

/** A stored campaign as the page gets it. */
export type CampaignView = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly status: CampaignStatus;
  readonly state: CampaignState;
  readonly schedule: Schedule;
  readonly limits: Limits;
  readonly priority: number;
  readonly audience: readonly string[];
  readonly excluded: readonly string[];
  readonly placements: readonly string[];
  readonly updatedAt: number;
} & (
  | { readonly kind: 'upsell'; readonly content: UpsellContent }
  | { readonly kind: 'message'; readonly content: MessageContent }
  | { readonly kind: 'incentive'; readonly content: IncentiveContent }
  | { readonly kind: 'savedDetails'; readonly content: SavedDetailsContent }
);

/** What a new campaign of a kind starts as. */
export function emptyDraft(kind: CampaignKind): EditorDraft {
  return {
    name: '',
    status: 'draft',
    from: '',
    until: '',
    priority: '50',
    shownTimes: '',
    shownDays: '30',
    dismissedDays: kind === 'message' ? '30' : '',
    group: '',
    acceptances: '',
    audience: [],
    excluded: [],
    placements: kind === 'savedDetails' ? PLACEMENTS_OF_KIND.savedDetails : ['checkout.block'],
    headline: '',
    source: 'recommended',
    strategy: 'best',
    collection: '',
    picked: [],
    layout: 'one',
    maxOffers: 1,
    choosesUnits: false,
    title: '',
    body: '',
    tone: kind === 'incentive' ? 'success' : 'info',
    thresholds: '',
    showsProgress: false,
    promisesDelivery: false,
    cutoffHour: '14',
    workingDays: '2',
    language: 'en',
    translations: {},
    gives: 'percent',
    percent: '10',
    amount: '',
    appliesTo: 'order',
    minimum: '',
    budgetOrders: '',
    budgetAmount: '',
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
    ...limitFields(campaign.limits),
    ...contentFields(campaign),
  };
}

function limitFields({ group, shown, dismissedDays, acceptances }: Limits): Partial<EditorDraft> {
  const typed = (number: number | null) => (number === null ? '' : String(number));
  return {
    group: group ?? '',
    shownTimes: typed(shown?.times ?? null),
    ...(shown && { shownDays: typed(shown.days) }),
    dismissedDays: typed(dismissedDays),
    acceptances: typed(acceptances),
  };
}

function limitsOf(draft: EditorDraft): object {
  const { shownTimes, shownDays, dismissedDays, group, acceptances } = draft;
  const number = (typed: string) => (typed.trim() === '' ? null : Number(typed));
  return {
    group: group.trim() === '' ? null : group,
    shown: number(shownTimes) === null ? null : { times: number(shownTimes), days: number(shownDays) },
    dismissedDays: number(dismissedDays),
    acceptances: number(acceptances),
  };
}

function contentFields(campaign: CampaignView): Partial<EditorDraft> {
  if (campaign.kind === 'savedDetails') return campaign.content;
  const { language } = campaign.content;
  const translations = Object.fromEntries(
    Object.entries<Partial<TranslatedTexts>>(campaign.content.translations).map(([tag, texts]) => [
      tag,
      { ...NO_TEXTS, ...texts },
    ]),
  );
  return { ...textFields(campaign), language, translations };
}

function textFields(campaign: Exclude<CampaignView, { kind: 'savedDetails' }>): Partial<EditorDraft> {
  if (campaign.kind === 'incentive') return incentiveFields(campaign.content);
  return campaign.kind === 'upsell' ? upsellFields(campaign.content) : messageFields(campaign.content);
}

function upsellFields({
  headline,
  source,
  layout,
  maxOffers,
  choosesUnits,
}: UpsellContent): Partial<EditorDraft> {
  return {
    headline,
    layout,
    maxOffers,
    choosesUnits,
    source: source.kind,
    ...(source.kind === 'recommended' && { strategy: source.strategy }),
    ...(source.kind === 'collection' && { collection: source.title }),
  };
}

function messageFields({
  title,
  body,
  tone,
  thresholds,
  delivery,
  showsProgress,
}: MessageContent): Partial<EditorDraft> {
  const amounts = thresholds.map((money) => `${formatMoney(money)} ${money.currency}`).join(', ');
  const typed = delivery && {
    cutoffHour: String(delivery.cutoffHour),
    workingDays: String(delivery.workingDays),
  };
  const promisesDelivery = delivery !== null;
  return { title, body, tone, thresholds: amounts, showsProgress, promisesDelivery, ...typed };
}

/** The body to send, in the shape of contracts/campaign-content.ts; the server checks it. */
export function toDraft(
  kind: CampaignKind,
  draft: EditorDraft,
  { timezone, currency }: { readonly timezone: string; readonly currency: string },
): object {
  const { name, status, audience, excluded, placements } = draft;
  const priority = draft.priority.trim() === '' ? null : Number(draft.priority);
  // What is no time stays as it was typed, for the server to find fault with: it must not count as open.
  const [from, until] = [draft.from, draft.until].map((wall) =>
    wall === '' ? null : (instantOfWallTime(wall, timezone) ?? wall),
  );
  const schedule = { from, until };
  const content = contentOf(kind, draft, currency);
  const limits = limitsOf(draft);
  return { kind, name, status, schedule, limits, priority, audience, excluded, placements, content };
}

function contentOf(kind: CampaignKind, draft: EditorDraft, currency: string): object {
  const { language, layout, maxOffers, choosesUnits, address, paymentHint } = draft;
  if (kind === 'savedDetails') return { address, paymentHint };
  const texts = textsOf(kind, draft);
  const translations = Object.fromEntries(
    Object.entries(draft.translations).flatMap(([tag, each]) => {
      const own = textsOf(kind, each);
      return Object.values(own).every((text) => text.trim() === '') ? [] : [[tag, own]];
    }),
  );
  const translated = { ...texts, language, translations };
  if (kind === 'upsell') return { ...translated, layout, maxOffers, choosesUnits, source: sourceOf(draft) };
  if (kind === 'incentive') return { ...translated, ...incentiveOf(draft, currency) };
  const { tone, showsProgress, promisesDelivery, cutoffHour, workingDays } = draft;
  return {
    ...translated,
    tone,
    thresholds: parseThresholds(draft.thresholds),
    showsProgress,
    delivery: promisesDelivery ? { cutoffHour: Number(cutoffHour), workingDays: Number(workingDays) } : null,
  };
}

/** The texts a kind has. */
export function textsOf(
  kind: CampaignKind,
  { headline, title, body }: TranslatedTexts,
): Readonly<Record<string, string>> {
  return kind === 'upsell' ? { headline } : { title, body };
}

function sourceOf({ source, strategy, collection, picked }: EditorDraft): object {
  if (source === 'products') return { kind: source, productIds: picked.map(({ id }) => id) };
  if (source === 'usual') return { kind: source };
  return source === 'collection' ? { kind: source, title: collection } : { kind: source, strategy };
}

/** "40.00 GBP, 50.00 EUR" as money; what is none stays as it was typed, for the server to find fault with. */
function parseThresholds(text: string): readonly unknown[] {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  return parts.flatMap((part) => {
    if (part === '') return [];
    const [, amount = '', currency = ''] = /^([\d.]+)\s*([A-Za-z]{3})$/.exec(part) ?? [];
    return [parseMoney(amount, currency.toUpperCase()) ?? part];
  });
}
