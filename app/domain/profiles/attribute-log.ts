import type { Instant } from '../kernel/instant.ts';
import {
  valuesOfAnswers,
  wishlistOfAnswers,
  withAnswer,
  withoutAnswers,
  type ConnectedAnswer,
  type ConnectedAnswers,
} from './connected.ts';
import type { ConsentLevel } from './consent.ts';
import type { Profile, ShopperAttributes } from './profile.ts';

/**
 * What is known of a customer's attributes with the time of the news behind each, so that late or repeated news changes
 * nothing and deliveries may come in any order. Stored as JSON beside the profile.
 */
export interface AttributeLog {
  /** Country and account time come together; the language with them only in logs from before it had a time of its own. */
  readonly details?: {
    readonly at: Instant;
    readonly country: string | null;
    readonly language?: string | null;
    readonly createdAt: Instant | null;
  };
  /** The newest word on the language: webhooks tell of a customer without it. */
  readonly language?: { readonly at: Instant; readonly code: string | null };
  /** The newest complete list of tags. */
  readonly tags?: { readonly at: Instant; readonly list: readonly string[] };
  /** The newest change of each tag since that list: when, and whether it was added. */
  readonly tagChanges?: Readonly<Record<string, readonly [at: Instant, added: boolean]>>;
  readonly emailMarketing?: { readonly at: Instant; readonly isSubscribed: boolean | null };
  /** The newest word on each Shopify segment that Attune follows: when, and whether the customer is in it. */
  readonly shopifySegments?: Readonly<Record<string, readonly [at: Instant, isMember: boolean]>>;
  /** What the shop's connections told last. */
  readonly connected?: ConnectedAnswers;
  /** The device used last, made anew with the trace: news never adds to it. */
  readonly device?: { readonly at: Instant; readonly deviceClass: string };
  /** When the customer was deleted: nothing is kept about them, and nothing comes back. */
  readonly deletedAt?: Instant;
}

/** What became known of a customer. A field that is not there says nothing; `at` null means the time of the delivery. */
export interface AttributeNews {
  readonly at: Instant | null;
  readonly details?: {
    readonly country: string | null;
    readonly language?: string | null;
    readonly createdAt: Instant | null;
  };
  readonly tags?: readonly string[];
  readonly tagChange?: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly emailMarketing?: { readonly at: Instant | null; readonly isSubscribed: boolean | null };
  readonly shopifySegment?: { readonly id: string; readonly isMember: boolean };
  readonly connected?: { readonly source: string; readonly answer: ConnectedAnswer };
}

type TagChanges = NonNullable<AttributeLog['tagChanges']>;

/**
 * The log with this news in it. `deliveredAt` stands in where the news has no time of its own. The result depends on what was
 * told, not on the order in which it came; of two of the same second the later arrival stays.
 */
export function logAttributeNews(log: AttributeLog, news: AttributeNews, deliveredAt: Instant): AttributeLog {
  if (log.deletedAt !== undefined) return log;
  const at = clampToDelivery(news.at ?? deliveredAt, deliveredAt);
  let next = log;
  if (news.details) next = logDetails(next, at, news.details);
  if (news.tags) next = logTagList(next, at, news.tags);
  if (news.tagChange) next = logTagChange(next, at, news.tagChange);
  if (news.shopifySegment) {
    const { id, isMember } = news.shopifySegment;
    const shopifySegments = newerChanges(next.shopifySegments ?? {}, { [id]: [at, isMember] });
    next = { ...next, shopifySegments };
  }
  if (news.emailMarketing) {
    const { at: saidAt, isSubscribed } = news.emailMarketing;
    const consentAt = clampToDelivery(saidAt ?? at, deliveredAt);
    next = { ...next, emailMarketing: newer(next.emailMarketing, { at: consentAt, isSubscribed }) };
  }
  if (news.connected) {
    const { source, answer } = news.connected;
    next = { ...next, connected: withAnswer(next.connected ?? {}, source, answer) };
  }
  return next;
}

/** The log with the device of the trace, and with no other. */
export function withDevice(
  { device: _before, ...log }: AttributeLog,
  device: AttributeLog['device'],
): AttributeLog {
  return { ...log, ...(device && { device }) };
}

/** The log without what connections told that needs a consent which is not given any more. */
export function withdrawAnswers(log: AttributeLog, needs: readonly ConsentLevel[]): AttributeLog {
  if (log.connected === undefined) return log;
  const { connected, ...rest } = log;
  const kept = withoutAnswers(connected, needs);
  return kept === null ? rest : { ...rest, connected: kept };
}

/** Times more than five minutes ahead of the delivery are taken for the delivery's own (a wrong clock at the source). */
export const CLOCK_TOLERANCE_SECONDS = 300;
export function clampToDelivery(at: Instant, deliveredAt: Instant): Instant {
  return at > deliveredAt + CLOCK_TOLERANCE_SECONDS ? deliveredAt : at;
}

function newer<Entry extends { readonly at: Instant }>(known: Entry | undefined, told: Entry): Entry {
  return known !== undefined && known.at > told.at ? known : told;
}

function logDetails(
  log: AttributeLog,
  at: Instant,
  { language: code, ...told }: NonNullable<AttributeNews['details']>,
): AttributeLog {
  const known = languageOf(log);
  const language = code === undefined ? known : newer(known, { at, code });
  return { ...log, details: newer(log.details, { at, ...told }), ...(language && { language }) };
}

function languageOf({ language, details }: AttributeLog): AttributeLog['language'] {
  if (language || details?.language === undefined) return language;
  return { at: details.at, code: details.language };
}

function logTagList(log: AttributeLog, at: Instant, list: readonly string[]): AttributeLog {
  if (log.tags && log.tags.at > at) return log;
  const since = Object.entries(log.tagChanges ?? {}).filter(([, [changedAt]]) => changedAt >= at);
  return { ...log, tags: { at, list }, tagChanges: Object.fromEntries(since) };
}

function logTagChange(
  log: AttributeLog,
  at: Instant,
  { added, removed }: NonNullable<AttributeNews['tagChange']>,
): AttributeLog {
  if (log.tags && log.tags.at > at) return log;
  const told: TagChanges = Object.fromEntries([
    ...removed.map((tag) => [tag, [at, false]] as const),
    ...added.map((tag) => [tag, [at, true]] as const),
  ]);
  return { ...log, tagChanges: newerChanges(log.tagChanges ?? {}, told) };
}

function newerChanges(known: TagChanges, told: TagChanges): TagChanges {
  const fresh = Object.entries(told).filter(([tag, [at]]) => (known[tag]?.[0] ?? -Infinity) <= at);
  return { ...known, ...Object.fromEntries(fresh) };
}

/** What the log says, as the attributes of a profile and their time. */
export function attributesOf(log: AttributeLog): Pick<Profile, 'attributes' | 'attributesAt'> {
  const { details, tags, tagChanges = {}, emailMarketing, shopifySegments, device } = log;
  const connected = valuesOfAnswers(log.connected ?? {});
  const wishlist = wishlistOfAnswers(log.connected ?? {});
  const attributes: ShopperAttributes = {
    tags: tagsOf(tags?.list ?? [], tagChanges),
    country: details?.country ?? null,
    language: languageOf(log)?.code ?? null,
    emailMarketing: emailMarketing?.isSubscribed ?? null,
    createdAt: details?.createdAt ?? null,
    ...(device && { deviceClass: device.deviceClass }),
    ...(shopifySegments && { shopifySegments: tagsOf([], shopifySegments) }),
    ...(wishlist && { wishlist }),
    ...(Object.keys(connected).length > 0 && { connected }),
  };
  const changes = [...Object.values(tagChanges), ...Object.values(shopifySegments ?? {})];
  const times = [details?.at, tags?.at, emailMarketing?.at, ...changes.map(([at]) => at)];
  const known = times.filter((at) => at !== undefined);
  return { attributes, attributesAt: known.length === 0 ? null : Math.max(...known) };
}

function tagsOf(list: readonly string[], changes: TagChanges): readonly string[] {
  const tags = new Set(list);
  for (const [tag, [, isAdded]] of Object.entries(changes)) {
    if (isAdded) tags.add(tag);
    else tags.delete(tag);
  }
  return [...tags].sort();
}

/** Two logs of one person as one: the newer news of each attribute; every tag that one of them has. */
export function mergeLogs(kept: AttributeLog, gone: AttributeLog): AttributeLog {
  const tags = [kept.tags, gone.tags].filter((entry) => entry !== undefined);
  const details = newest(kept.details, gone.details);
  const language = newest(languageOf(kept), languageOf(gone));
  const emailMarketing = newest(kept.emailMarketing, gone.emailMarketing);
  const connected = mergeAnswers(kept.connected, gone.connected);
  return {
    ...(details && { details }),
    ...(language && { language }),
    ...(emailMarketing && { emailMarketing }),
    ...(connected && { connected }),
    ...(tags.length > 0 && {
      tags: {
        at: Math.max(...tags.map(({ at }) => at)),
        list: [...new Set(tags.flatMap(({ list }) => list))].sort(),
      },
    }),
    tagChanges: newerChanges(changesBeside(kept, gone), changesBeside(gone, kept)),
    ...((kept.shopifySegments ?? gone.shopifySegments) && {
      shopifySegments: newerChanges(gone.shopifySegments ?? {}, kept.shopifySegments ?? {}),
    }),
  };
}

/** Changes of the tags of `log`, but for taking away what `other` has. */
function changesBeside({ tagChanges = {} }: AttributeLog, other: AttributeLog): TagChanges {
  const held = attributesOf(other).attributes.tags;
  const changes = Object.entries(tagChanges).filter(([tag, [, isAdded]]) => isAdded || !held.includes(tag));
  return Object.fromEntries(changes);
}

/** Of each connection the newer answer; of one second, the survivor's. */
function mergeAnswers(
  kept: ConnectedAnswers | undefined,
  gone: ConnectedAnswers | undefined,
): ConnectedAnswers | null {
  if (kept === undefined && gone === undefined) return null;
  return Object.entries(kept ?? {}).reduce(
    (known, [source, answer]) => withAnswer(known, source, answer),
    gone ?? {},
  );
}

function newest<Entry extends { readonly at: Instant }>(
  kept: Entry | undefined,
  gone: Entry | undefined,
): Entry | undefined {
  return gone === undefined || (kept !== undefined && kept.at >= gone.at) ? kept : gone;
}
