import { createHash } from 'node:crypto';
import { LOCAL_KEY, NAME_LENGTH } from '#app/domain/campaigns/local/payload.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { SECONDS, toInstant, type Instant } from '#app/domain/kernel/instant.ts';
import { REFUSED, type KnownPayload, type LocalPayloadStore } from '#app/ports/local-payload-store.ts';
import type { Log } from '#app/ports/log.ts';
import type { Metafields } from '#app/ports/metafields.ts';

/** Shopify takes so many metafields in one call. */
const BATCH = 25;
/** Of a shop, to write metafields: 25,000 payloads. What is left over waits for the next day. */
export const MOST_CALLS_A_DAY = 1_000;

/** What an owner's payload is to be. */
export interface CompiledPayload {
  /** Gid; with `#` and a key after it where it is not the owner's first payload. */
  readonly ownerId: string;
  /** Null where nothing may be decided by it. */
  readonly payload: { readonly until: Instant } | null;
  /** The owner is no more: once emptied, it is forgotten. */
  readonly isGone?: boolean;
}

export interface PayloadWriter {
  /** Writes those that changed or end before `renewBefore`. False when the day's calls are used up: then nothing more is written. */
  write(compiled: readonly CompiledPayload[], renewBefore: Instant, rules: string): Promise<boolean>;
  /** Calls of the day so far. */
  calls(): number;
}

interface WriterParts {
  readonly store: Pick<LocalPayloadStore, 'known' | 'keep' | 'keepTexts' | 'forget'>;
  readonly metafields: Metafields;
  readonly shop: { readonly id: ShopId; readonly domain: string };
  readonly log: Log;
  readonly callsBefore: number;
  readonly now: Date;
}

/** Stands where nothing may be decided by; where nothing was written before, it is not written either. */
export const NOTHING = { until: 0 };
/** So long it is not looked at again, and what Shopify refused is not tried again. */
const NOTHING_SECONDS = SECONDS.day;

export function createPayloadWriter({
  store,
  metafields,
  shop,
  log,
  callsBefore,
  now,
}: WriterParts): PayloadWriter {
  let calls = callsBefore;
  const at = toInstant(now);

  async function settle(
    all: readonly CompiledPayload[],
    rules: string,
    asKnown: (each: CompiledPayload) => KnownPayload = (each) => toKnown(each, at),
  ): Promise<void> {
    const gone = all.filter(({ isGone }) => isGone).map(({ ownerId }) => ownerId);
    const kept = all.filter(({ isGone }) => !isGone).map(asKnown);
    if (gone.length > 0) await store.forget(shop.id, gone);
    if (kept.length > 0) await store.keep(shop.id, kept, rules, now);
  }

  return {
    calls: () => calls,
    async write(compiled, renewBefore, rules) {
      const ids = compiled.map(({ ownerId }) => ownerId);
      const known = await store.known(shop.id, ids);
      const resting = [...known.values()].filter(({ hash, until }) => hash === REFUSED && until > at);
      if (resting.length > 0) await store.keep(shop.id, resting, rules, now);
      const rests = new Set(resting.map(({ ownerId }) => ownerId));
      const looked = compiled.filter(({ ownerId, isGone }) => isGone === true || !rests.has(ownerId));
      const isWritten = (each: CompiledPayload): boolean =>
        isCurrent(each, known.get(each.ownerId), renewBefore);
      await settle(looked.filter(isWritten), rules);
      const changed = looked.filter((each) => !isWritten(each));
      for (let from = 0; from < changed.length; from += BATCH) {
        if (calls >= MOST_CALLS_A_DAY) return false;
        const batch = changed.slice(from, from + BATCH);
        calls += 1;
        const named = batch.map(toNamed);
        await store.keepTexts(shop.id, named, now);
        const fields = named.map(({ ownerId: owner, value }) => {
          const [ownerId = owner, key = LOCAL_KEY] = owner.split('#');
          return { ownerId, key, value };
        });
        const refused = await metafields.write(shop.domain, fields);
        const isTaken = ({ ownerId }: CompiledPayload): boolean =>
          !refused.includes(ownerId.split('#', 1)[0] ?? ownerId);
        await settle(batch.filter(isTaken), rules);
        const left = batch.filter((each) => !isTaken(each));
        if (left.length > 0) log.warn({ shopId: shop.id, refused }, 'payloads refused by Shopify');
        await settle(left.filter(mayRest), rules, ({ ownerId }) => toRefused(ownerId, at));
      }
      return true;
    },
  };
}

/** Shopify has it, and it holds long enough, or as long as it can. */
function isCurrent(
  { payload }: CompiledPayload,
  known: KnownPayload | undefined,
  renewBefore: Instant,
): boolean {
  if (payload === null) return known === undefined || known.hash === hashOf(NOTHING);
  return known?.hash === hashOf(payload) && known.until >= Math.min(renewBefore, payload.until);
}

function toKnown({ ownerId, payload }: CompiledPayload, now: Instant): KnownPayload {
  return { ownerId, hash: hashOf(payload ?? NOTHING), until: payload?.until ?? now + NOTHING_SECONDS };
}

/** Every checkout rests on the shop's own payload: that one is tried again at once. */
const mayRest = ({ ownerId }: CompiledPayload): boolean => !ownerId.startsWith('gid://shopify/Shop/');

function toRefused(ownerId: string, now: Instant): KnownPayload {
  return { ownerId, hash: REFUSED, until: now + NOTHING_SECONDS };
}

/** What is written, and kept under the name that a checkout tells when it decided by it. */
function toNamed({ ownerId, payload }: CompiledPayload) {
  const name = shortHash(JSON.stringify(payload ?? NOTHING));
  const value = payload ? { ...payload, name } : NOTHING;
  return { ownerId, name, value, text: JSON.stringify(value) };
}

/** Of everything but until when it holds, and what changes a little with every order of anybody: lists and a customer's own orders say when that matters. */
export function hashOf<Payload extends { readonly until: Instant }>(payload: Payload): string {
  const kept = (name: string, value: unknown): unknown => (DRIFTING.has(name) ? undefined : value);
  return shortHash(JSON.stringify(payload, kept));
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, NAME_LENGTH);
}

const DRIFTING: ReadonlySet<string> = new Set(['until', 'score', 'traits', 'evidence', 'bought', 'leads']);
