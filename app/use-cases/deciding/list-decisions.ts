import { isGid, type ProductId } from '#app/domain/kernel/ids.ts';
import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import { instantOfWallTime } from '#app/domain/campaigns/schedule.ts';
import { shopDays } from '#app/domain/segments/evaluate/shop-days.ts';
import type { CampaignStore } from '#app/ports/campaign-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ExperimentStore } from '#app/ports/experiment-store.ts';
import type {
  DecisionCursor,
  DecisionSearch,
  PastDecision,
  PastDecisions,
} from '#app/ports/past-decisions.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { readShopperId, readTypedGid } from '../shoppers/read-shopper-id.ts';

export interface ListDecisionsPorts {
  readonly decisions: PastDecisions;
  readonly campaigns: Pick<CampaignStore, 'list'>;
  readonly experiments: Pick<ExperimentStore, 'find'>;
  readonly clock: Clock;
  readonly snapshots: Pick<ShopSnapshots, 'find'>;
}

/** What a merchant typed; the first that is not empty counts. */
export interface DecisionsAsked {
  /** A customer's number, gid or page address. */
  readonly shopper: string;
  /** A checkout's token, or an order's number or page address. */
  readonly checkout: string;
  /** "2026-11-28", of the shop's calendar. */
  readonly day: string;
  /** A campaign's id, an experiment's id: what a link asks, nobody types. */
  readonly campaign: string;
  readonly experiment: string;
  /** "<time in ms>_<decision id>". */
  readonly after: string;
}

export interface DecisionRow {
  readonly id: string;
  readonly at: Instant;
  readonly channel: PastDecision['channel'];
  readonly shopperId: string | null;
  readonly orderId: string | null;
  readonly placements: readonly string[];
  /** What it showed, in few words. */
  readonly shown: readonly string[];
  readonly refusals: number;
  readonly state: 'decided' | 'held-out' | 'fell-back' | 'erased';
}

export interface DecisionList {
  readonly rows: readonly DecisionRow[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
  /** What was typed cannot be a shopper, checkout, order or day. */
  readonly problem: string | null;
  /** The campaign or the experiment whose decisions these are; null where none was asked for, or it is gone. */
  readonly about: DecisionsAbout | null;
}

export interface DecisionsAbout {
  readonly kind: 'campaign' | 'experiment';
  readonly id: string;
  readonly campaignName: string;
  readonly days: number;
}

const PAGE = 25;
/** How far back a campaign's or an experiment's decisions are looked for: no index holds them. */
const DAYS_ABOUT = 30;

/** Past decisions, newest first, with the names that things have today. */
export async function listDecisions(
  { decisions, campaigns, experiments, snapshots, clock }: ListDecisionsPorts,
  shop: Shop,
  asked: DecisionsAsked,
): Promise<DecisionList> {
  const since = clock.now() - DAYS_ABOUT * SECONDS.day;
  const search = readAbout(asked, since) ?? readSearch(asked, shop.timezone);
  if (typeof search === 'string') return { rows: [], next: null, problem: search, about: null };
  const page = { after: readCursor(asked.after), limit: PAGE + 1 };
  const [found, all, served, experiment] = await Promise.all([
    decisions.list(shop.id, search, page),
    campaigns.list(shop.id),
    snapshots.find(shop.domain),
    search.kind === 'experiment' ? experiments.find(shop.id, search.experimentId) : null,
  ]);
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const titleOf = (id: string): string =>
    served?.snapshot.catalog.products.get(id as ProductId)?.title ?? 'A product that is gone';
  const rows = found.slice(0, PAGE).map((past) => toRow(past, names, titleOf));
  const last = found.length > PAGE ? found[PAGE - 1] : undefined;
  const campaignId = search.kind === 'campaign' ? search.campaignId : experiment?.campaignId;
  return {
    rows,
    next: last ? `${last.decidedAtMs}_${last.decisionId}` : null,
    problem: null,
    about: aboutOf(search, names.get(campaignId ?? '')),
  };
}

/** What a link of a campaign's or an experiment's page asks. */
function readAbout({ campaign, experiment }: DecisionsAsked, since: Instant): DecisionSearch | null {
  if (experiment !== '') return { kind: 'experiment', experimentId: experiment, since };
  return campaign === '' ? null : { kind: 'campaign', campaignId: campaign, since };
}

function aboutOf(search: DecisionSearch, campaignName: string | undefined): DecisionsAbout | null {
  if (campaignName === undefined) return null;
  if (search.kind === 'campaign')
    return { kind: search.kind, id: search.campaignId, campaignName, days: DAYS_ABOUT };
  if (search.kind === 'experiment')
    return { kind: search.kind, id: search.experimentId, campaignName, days: DAYS_ABOUT };
  return null;
}

/** A search, or a sentence that says what was expected. */
function readSearch({ shopper, checkout, day }: DecisionsAsked, timezone: string): DecisionSearch | string {
  if (shopper.trim() !== '') {
    const shopperId = readShopperId(shopper);
    return shopperId
      ? { kind: 'shopper', shopperId }
      : 'Expected a customer’s number or the address of their page in Shopify’s admin.';
  }
  if (checkout.trim() !== '') return readCheckout(checkout.trim());
  if (day.trim() === '') return { kind: 'newest' };
  const from = instantOfWallTime(`${day.trim()}T00:00`, timezone);
  if (from === null) return 'Expected a day like 2026-11-28.';
  const days = shopDays(timezone);
  return { kind: 'time', from, until: days.startOf(days.dayOf(from) + 1) };
}

/** An order by its number or by the address of its page; anything else is a checkout's token. */
function readCheckout(text: string): DecisionSearch {
  const orderId = isGid('Order', text) ? text : readTypedGid('Order', 'orders', text);
  return orderId === null ? { kind: 'checkout', token: text } : { kind: 'order', orderId };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readCursor(text: string): DecisionCursor | null {
  const [atMs = '', decisionId = ''] = text.split('_');
  return /^\d+$/.test(atMs) && UUID.test(decisionId) ? { atMs: Number(atMs), decisionId } : null;
}

/** Whether a text can be a decision's id. */
export function isDecisionId(text: string): boolean {
  return UUID.test(text);
}

function toRow(
  past: PastDecision,
  names: ReadonlyMap<string, string>,
  titleOf: (id: string) => string,
): DecisionRow {
  const { decisionId: id, decidedAtMs, channel, shopperId, orderId, placements, items, refusals } = past;
  return {
    id,
    at: Math.floor(decidedAtMs / 1000),
    channel,
    shopperId,
    orderId,
    placements,
    shown: items.map(({ productId, campaignId }) =>
      productId ? titleOf(productId) : (names.get(campaignId) ?? 'A campaign that is gone'),
    ),
    refusals: refusals.length,
    state: stateOf(past),
  };
}

export function stateOf({ isErased, failure, basis }: PastDecision): DecisionRow['state'] {
  if (isErased) return 'erased';
  if (failure !== null) return 'fell-back';
  return basis.heldOut ? 'held-out' : 'decided';
}
