import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import { describeRule } from '#app/domain/segments/describe.ts';
import { readsCheckout } from '#app/domain/segments/evaluate/compile.ts';
import { isOfThemselves } from '#app/domain/segments/membership.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import type { CampaignStore } from '#app/ports/campaign-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DailyMoves, SegmentHistory } from '#app/ports/segment-history.ts';
import type { SegmentStore, StoredSegment } from '#app/ports/segment-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { MemberCounts, ShopperScan } from '#app/ports/shopper-scan.ts';
import type { SegmentBuild } from '#app/domain/segments/health/report.ts';

export interface ViewSegmentsPorts {
  readonly segments: SegmentStore;
  readonly campaigns: CampaignStore;
  readonly shoppers: ShopperScan;
  readonly history: Pick<SegmentHistory, 'dailyMoves'>;
  readonly clock: Clock;
}

/** Days of which the list tells who came and left. */
const MOVES_DAYS = 7;

export interface SegmentRow {
  readonly id: string;
  readonly name: string;
  /** The rule in words; the merchant's own description when there is one. */
  readonly summary: string;
  /** By the rule served now. Null when it reads the checkout: membership is decided there. */
  readonly members: number | null;
  /** The saved rule is not the served one yet. */
  readonly build: SegmentBuild | null;
  /** Shoppers who came in and who left of themselves in the last seven days, not by edits or imports; one may do both. */
  readonly entered: number;
  readonly left: number;
  readonly campaigns: readonly string[];
}

export interface SegmentList {
  readonly rows: readonly SegmentRow[];
  readonly shoppers: number;
  /** Shoppers to be looked at since a change of a rule, or of what rules rest on. */
  readonly waiting: number;
  readonly newestAt: Instant | null;
  readonly asOf: Instant;
}

/** The list of segments with how many shoppers each holds now. */
export async function listSegments(ports: ViewSegmentsPorts, shop: Shop): Promise<SegmentList> {
  const asOf = ports.clock.now();
  const [stored, campaigns, counts, moves] = await Promise.all([
    ports.segments.list(shop.id),
    ports.campaigns.list(shop.id),
    ports.shoppers.countMembers(shop.id),
    ports.history.dailyMoves(shop, asOf - MOVES_DAYS * SECONDS.day),
  ]);
  const rows = stored.map((segment): SegmentRow => ({
    id: segment.id,
    name: segment.name,
    ...readSummary(segment, counts.bySegment.get(segment.id) ?? 0),
    build: buildOf(segment, counts),
    ...sumMoves(moves.filter(({ segmentId, cause }) => segmentId === segment.id && isOfThemselves(cause))),
    campaigns: campaigns
      .filter(({ audience, excluded }) => audience.includes(segment.id) || excluded.includes(segment.id))
      .map((campaign) => campaign.name),
  }));
  const { shoppers, waiting, newestAt } = counts;
  return { rows, shoppers, waiting: rows.length > 0 ? waiting : 0, newestAt, asOf };
}

function sumMoves(moves: readonly DailyMoves[]): Pick<SegmentRow, 'entered' | 'left'> {
  return {
    entered: moves.reduce((sum, { entered }) => sum + entered, 0),
    left: moves.reduce((sum, { left }) => sum + left, 0),
  };
}

export interface OpenedSegment extends Omit<StoredSegment, 'build'> {
  readonly build: SegmentBuild | null;
}

/** One segment for its editor; null when the shop has none with this id. */
export async function openSegment(
  { segments, shoppers }: Pick<ViewSegmentsPorts, 'segments' | 'shoppers'>,
  shop: Pick<Shop, 'id'>,
  id: string,
): Promise<OpenedSegment | null> {
  const segment = await segments.find(shop.id, id);
  if (!segment || segment.build === null) return segment && { ...segment, build: null };
  return { ...segment, build: buildOf(segment, await shoppers.countMembers(shop.id)) };
}

/** How far the members of a saved rule are found. */
export function buildOf(
  { id, build }: StoredSegment,
  { shoppers, waitingBySegment }: Pick<MemberCounts, 'shoppers' | 'waitingBySegment'>,
): SegmentBuild | null {
  if (build === null) return null;
  return { ...build, all: shoppers, done: shoppers - Math.min(shoppers, waitingBySegment.get(id) ?? 0) };
}

function readSummary(
  { servedRule, rule, description }: StoredSegment,
  counted: number,
): Pick<SegmentRow, 'summary' | 'members'> {
  const parsed = parseRule(rule);
  if (!parsed.ok) return { summary: 'This rule can no longer be read. Open it to see why.', members: 0 };
  const served = parseRule(servedRule);
  return {
    summary: description || describeRule(parsed.value),
    members: served.ok && readsCheckout(served.value) ? null : counted,
  };
}
