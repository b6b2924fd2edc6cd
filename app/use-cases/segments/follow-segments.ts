import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import { gid, type ShopId } from '#app/domain/kernel/ids.ts';
import { conditionsOf, valuesOf } from '#app/domain/segments/ast.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { FollowedSegment, FollowedSegmentStore } from '#app/ports/followed-segments.ts';
import type { ShopHistory, ShopifySegment } from '#app/ports/shop-history.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface FollowSegmentPorts {
  readonly shopify: Pick<ShopHistory, 'readSegments' | 'findSegment'>;
  readonly followed: FollowedSegmentStore;
  /** Rules as they are saved. */
  readonly rulesOf: (shopId: ShopId) => Promise<readonly { readonly name: string; readonly rule: string }[]>;
  readonly clock: Clock;
}

/** Why a Shopify segment is not followed, or not let go. */
export type FollowProblem =
  | { readonly kind: 'scope-missing'; readonly scope: typeof SCOPE }
  | { readonly kind: 'unknown-segment'; readonly id: string }
  /** Segments whose rules name it. */
  | { readonly kind: 'in-use'; readonly segments: readonly string[] };

const SCOPE = 'read_customers';

export interface ShopifySegmentView extends ShopifySegment {
  /** Null for a segment that Attune does not follow. */
  readonly followed: FollowedSegment | null;
  /** Followed, and not in Shopify any more. */
  readonly isGone: boolean;
}

/** The merchant's Shopify segments, with those Attune follows. Rejects with ShopifyRejected. */
export async function listShopifySegments(
  { shopify, followed }: FollowSegmentPorts,
  shop: Shop,
): Promise<Result<readonly ShopifySegmentView[], FollowProblem>> {
  if (!shop.scopes.includes(SCOPE)) return fail({ kind: 'scope-missing', scope: SCOPE });
  const [segments, known] = await Promise.all([shopify.readSegments(shop.domain), followed.list(shop.id)]);
  const there = segments.map((segment) => ({
    ...segment,
    followed: known.find(({ id }) => id === segment.id) ?? null,
    isGone: false,
  }));
  const gone = known.filter(({ id }) => !segments.some((segment) => segment.id === id));
  return ok([
    ...there,
    ...gone.map((each) => ({ id: each.id, name: each.name, query: '', followed: each, isGone: true })),
  ]);
}

/** Follows a segment by its number or gid: its members are read in the background, and kept by webhooks from then on. */
export async function followShopifySegment(
  { shopify, followed, clock }: FollowSegmentPorts,
  { shop, id: given }: { readonly shop: Shop; readonly id: string },
): Promise<Result<ShopifySegment, FollowProblem>> {
  if (!shop.scopes.includes(SCOPE)) return fail({ kind: 'scope-missing', scope: SCOPE });
  const id = segmentGid(given);
  const segment = id === null ? null : await shopify.findSegment(shop.domain, id);
  if (!segment) return fail({ kind: 'unknown-segment', id: given });
  await followed.follow(shop.id, segment, new Date(clock.nowMs()));
  return ok(segment);
}

/** Lets a segment go unless a rule names it: without news its members would only grow old. */
export async function unfollowShopifySegment(
  { followed, rulesOf }: FollowSegmentPorts,
  { shop, id: given }: { readonly shop: Shop; readonly id: string },
): Promise<Result<null, FollowProblem>> {
  const id = segmentGid(given);
  if (id === null) return fail({ kind: 'unknown-segment', id: given });
  const users = (await rulesOf(shop.id)).filter(({ rule }) => segmentsNamedIn(rule).includes(id));
  if (users.length > 0) return fail({ kind: 'in-use', segments: users.map(({ name }) => name) });
  await followed.unfollow(shop.id, id);
  return ok(null);
}

/** The Shopify segments that a rule asks about, by gid. Empty for a rule that cannot be read. */
export function segmentsNamedIn(rule: string): readonly string[] {
  const parsed = parseRule(rule);
  if (!parsed.ok) return [];
  return conditionsOf(parsed.value)
    .filter(({ fact }) => fact.name === 'customer.shopify_segments')
    .flatMap(valuesOf)
    .flatMap((value) => (value.kind === 'text' ? [value.value] : []));
}

function segmentGid(given: string): string | null {
  const number = /^(?:gid:\/\/shopify\/Segment\/)?(\d+)$/.exec(given.trim())?.[1];
  return number === undefined ? null : gid('Segment', number);
}
