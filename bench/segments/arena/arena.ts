import type { Instant } from '#app/domain/kernel/instant.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { createCutoffs } from '#app/domain/segments/plan/cutoffs.ts';
import type { Machine } from '#app/domain/segments/plan/machine.ts';
import type { Plan } from '#app/domain/segments/plan/plan.ts';
import { instantOf, NEVER, NONE, recordTime } from '#app/domain/segments/plan/record-time.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';
import { blockSize, createBlocks, offsetOf, type Blocks } from './blocks.ts';
import { createCalendar } from './calendar.ts';
import { insertItem, recordLength, removeItem } from './items.ts';
import { createKeyTable } from './key-table.ts';
import { routesOf, type News, type Route } from './news.ts';

/** Told of each membership that changed: whose (a slot), in which segment of the plan, and whether it began. */
export type Report = (slot: number, place: number, isIn: boolean) => void;

/**
 * The shoppers of a shop in memory, with their memberships: a cache that is made of the stored profiles. A shopper has a number of
 * the caller's own, the key, and a slot here. What `set`, `take` or `decide` refuse with -1 or false is not wrong but unknown: the
 * shopper's profile has to be set anew.
 */
export interface Arena {
  readonly size: number;
  /** The slot of a key; -1 for nobody. */
  find(key: number): number;
  keyOf(slot: number): number;
  /** What is known of a shopper, all of it. Gives the slot; -1 for a profile that no record describes: such are decided one by one. */
  set(key: number, profile: Profile, context: RuleContext): number;
  /** Adds news to what is known. */
  take(slot: number, news: News, now: Instant): boolean;
  /** Takes a purchase back. One of the same time and amounts is as good as another. */
  takeBack(slot: number, news: News): boolean;
  /** Decides a shopper's memberships, reports those that changed, and enters the next change by time. */
  decide(slot: number, now: Instant, report: Report): boolean;
  /** Decides without keeping it: verdict words, and until when they hold (Infinity: for ever; NaN: unknown). */
  look(slot: number, now: Instant, verdicts: Int32Array): number;
  /** A membership as it was decided last. */
  isMember(slot: number, place: number): boolean;
  /** Decides whom time has changed, `steps` at a time: false when some are left. Tells whose profile has to be set anew. */
  advance(now: Instant, steps: number, report: Report, stale: (slot: number) => void): boolean;
  /**
   * Goes over to a plan that reads the same records (`revisePlan`). Whoever is decided from then on is decided by it; each step of
   * the iteration decides its changed segment for up to `slice` more shoppers, to the end.
   */
  follow(
    plan: Plan,
    changed: Machine,
    place: number,
    slice: number,
    clock: () => Instant,
    report: Report,
  ): Iterator<number>;
  /** Bytes of everything, room to spare included. */
  readonly bytes: number;
}

/** Words before a record: of the block, and the time that is entered in the calendar; then the verdicts. */
const [SIZE, ARMED, VERDICTS] = [0, 1, 2];

/** An arena for at most `capacity` shoppers of a shop in this zone; time begins at `start`. */
export function createArena(
  plan: Plan,
  {
    capacity,
    timezone,
    start,
  }: { readonly capacity: number; readonly timezone: string; readonly start: Instant },
): Arena {
  return new HeldArena(plan, capacity, timezone, start);
}

class HeldArena implements Arena {
  size = 0;
  #plan: Plan;
  #machine: Machine;
  readonly #head: number;
  readonly #blocks: Blocks = createBlocks();
  readonly #table;
  readonly #keys: Float64Array;
  readonly #addresses: Int32Array;
  readonly #calendar;
  readonly #timezone: string;
  readonly #fresh: Int32Array;
  readonly #routes: Readonly<Record<News['kind'], readonly Route[] | null>>;
  readonly #openSinceAt: number;

  constructor(plan: Plan, capacity: number, timezone: string, start: Instant) {
    invariant(plan.machine, 'an arena needs generated code');
    this.#plan = plan;
    this.#machine = plan.machine;
    this.#head = VERDICTS + plan.machine.verdictWords;
    this.#table = createKeyTable(capacity);
    this.#keys = new Float64Array(capacity);
    this.#addresses = new Int32Array(capacity);
    this.#calendar = createCalendar(capacity, recordTime(start) - NONE);
    this.#timezone = timezone;
    this.#fresh = new Int32Array(plan.machine.verdictWords);
    this.#routes = {
      purchase: routesOf('purchase', plan.parts),
      view: routesOf('view', plan.parts),
      cart: routesOf('cart', plan.parts),
    };
    this.#openSinceAt = plan.parts.instants.find('cart.open_for') + plan.layout.instantsAt;
  }

  find(key: number): number {
    return this.#table.find(key);
  }

  keyOf(slot: number): number {
    return this.#keys[slot] ?? NaN;
  }

  set(key: number, profile: Profile, context: RuleContext): number {
    const length = this.#plan.pen.write(profile, context);
    const known = this.#table.find(key);
    if (length === null) return -1;
    const address = known < 0 ? this.#blocks.take(this.#head + length) : this.#roomFor(known, length);
    if (address === null) return -1;
    const slot = known < 0 ? this.#enter(key, address, this.#head + length) : known;
    const words = this.#blocks.pageOf(address);
    words.set(this.#plan.pen.words().subarray(0, length), offsetOf(address) + this.#head);
    return slot;
  }

  take(slot: number, news: News, now: Instant): boolean {
    const routes = this.#routes[news.kind];
    const time = recordTime(news.at);
    if (routes === null || !(news.at <= now) || Number.isNaN(time)) return false;
    if (!routes.every(({ amount }) => isWeight(amount(news)))) return false;
    if (!this.#insertAll(slot, routes, news, time)) return false;
    return news.kind !== 'cart' || this.#openCart(slot, news.openSince, now);
  }

  takeBack(slot: number, news: News): boolean {
    const routes = this.#routes[news.kind];
    const address = this.#addresses[slot] ?? 0;
    const [words, base] = [this.#blocks.pageOf(address), offsetOf(address) + this.#head];
    const { layout } = this.#plan;
    return (
      routes?.every(({ column, amount }) => {
        const item = { column, time: recordTime(news.at), amount: amount(news) };
        return removeItem(words, base, layout, recordLength(words, base, layout), item);
      }) ?? false
    );
  }

  decide(slot: number, now: Instant, report: Report): boolean {
    const cutoffs = this.#plan.cutoffsAt(now, this.#timezone);
    const address = this.#addresses[slot] ?? 0;
    const words = this.#blocks.pageOf(address);
    const head = offsetOf(address);
    const base = head + this.#head;
    if ((words[base + this.#plan.layout.untilAt] ?? NONE) <= cutoffs.now) return false;
    const fresh = this.#fresh;
    const until = this.#machine.run(words, base, cutoffs, fresh);
    for (let word = 0; word < fresh.length; word++) {
      const after = fresh[word] ?? 0;
      const flipped = (words[head + VERDICTS + word] ?? 0) ^ after;
      if (flipped === 0) continue;
      words[head + VERDICTS + word] = after;
      for (let left = flipped; left !== 0; left &= left - 1) {
        const bit = 31 - Math.clz32(left & -left);
        report(slot, word * 32 + bit, ((after >>> bit) & 1) === 1);
      }
    }
    this.#arm(slot, words, head, until);
    return true;
  }

  look(slot: number, now: Instant, verdicts: Int32Array): number {
    const cutoffs = this.#plan.cutoffsAt(now, this.#timezone);
    const address = this.#addresses[slot] ?? 0;
    const words = this.#blocks.pageOf(address);
    const base = offsetOf(address) + this.#head;
    if ((words[base + this.#plan.layout.untilAt] ?? NONE) <= cutoffs.now) return NaN;
    const until = this.#machine.run(words, base, cutoffs, verdicts);
    return until === NEVER ? Infinity : instantOf(until);
  }

  isMember(slot: number, place: number): boolean {
    const address = this.#addresses[slot] ?? 0;
    const word = this.#blocks.pageOf(address)[offsetOf(address) + VERDICTS + (place >> 5)] ?? 0;
    return ((word >>> (place & 31)) & 1) === 1;
  }

  advance(now: Instant, steps: number, report: Report, stale: (slot: number) => void): boolean {
    return this.#calendar.advance(recordTime(now) - NONE, steps, (slot) => {
      const address = this.#addresses[slot] ?? 0;
      this.#blocks.pageOf(address)[offsetOf(address) + ARMED] = NEVER;
      if (!this.decide(slot, now, report)) stale(slot);
    });
  }

  *follow(
    plan: Plan,
    changed: Machine,
    place: number,
    slice: number,
    clock: () => Instant,
    report: Report,
  ): Generator<number> {
    invariant(plan.machine, 'an arena needs generated code');
    this.#plan = plan;
    this.#machine = plan.machine;
    const verdict = new Int32Array(1);
    const mask = 1 << (place & 31);
    const cutoffsAt = createCutoffs(changed.parts);
    for (let from = 0; from < this.size; from += slice) {
      const cutoffs = cutoffsAt(clock(), this.#timezone);
      const to = Math.min(this.size, from + slice);
      for (let slot = from; slot < to; slot++) {
        const address = this.#addresses[slot] ?? 0;
        const words = this.#blocks.pageOf(address);
        const head = offsetOf(address);
        const until = changed.run(words, head + this.#head, cutoffs, verdict);
        const at = head + VERDICTS + (place >> 5);
        const before = words[at] ?? 0;
        const after = (verdict[0] ?? 0) & 1 ? before | mask : before & ~mask;
        if (after !== before) {
          words[at] = after;
          report(slot, place, after !== (before & ~mask));
        }
        this.#arm(slot, words, head, until);
      }
      yield to;
    }
  }

  get bytes(): number {
    const slots = this.#keys.byteLength + this.#addresses.byteLength;
    return this.#blocks.bytes() + this.#table.bytes + this.#calendar.bytes + slots;
  }

  #enter(key: number, address: number, words: number): number {
    invariant(this.size < this.#keys.length, 'an arena has room for its capacity');
    const slot = this.size++;
    this.#table.put(key, slot);
    this.#keys[slot] = key;
    this.#addresses[slot] = address;
    const page = this.#blocks.pageOf(address);
    const head = offsetOf(address);
    page.fill(0, head, head + this.#head);
    page[head + SIZE] = blockSize(words);
    page[head + ARMED] = NEVER;
    return slot;
  }

  /** An earlier time is entered at once; a later one when the earlier has come, so that news seldom moves anybody. */
  #arm(slot: number, words: Int32Array, head: number, until: number): void {
    if (until >= (words[head + ARMED] ?? NEVER)) return;
    words[head + ARMED] = until;
    this.#calendar.arm(slot, until - NONE);
  }

  #openCart(slot: number, since: Instant | null, now: Instant): boolean {
    const time = since === null ? NONE : recordTime(since);
    if (Number.isNaN(time) || (since !== null && since > now)) return false;
    if (this.#openSinceAt < this.#plan.layout.instantsAt) return true;
    const address = this.#addresses[slot] ?? 0;
    this.#blocks.pageOf(address)[offsetOf(address) + this.#head + this.#openSinceAt] = time;
    return true;
  }

  #insertAll(slot: number, routes: readonly Route[], news: News, time: number): boolean {
    const { layout } = this.#plan;
    const from = this.#addresses[slot] ?? 0;
    let length = recordLength(this.#blocks.pageOf(from), offsetOf(from) + this.#head, layout);
    let wanted = length;
    for (const { column } of routes) wanted += layout.strides[column] ?? 1;
    const address = this.#roomFor(slot, wanted);
    if (address === null) return false;
    const words = this.#blocks.pageOf(address);
    const base = offsetOf(address) + this.#head;
    for (const { column, amount } of routes) {
      insertItem(words, base, layout, length, column, time, amount(news));
      length += layout.strides[column] ?? 1;
    }
    return true;
  }

  /** The slot's block, moved to a larger one when its record will not fit; null when none is large enough. */
  #roomFor(slot: number, length: number): number | null {
    const from = this.#addresses[slot] ?? 0;
    const old = this.#blocks.pageOf(from);
    const at = offsetOf(from);
    const size = old[at + SIZE] ?? 0;
    if (this.#head + length <= size) return from;
    const address = this.#blocks.take(this.#head + length);
    if (address === null) return null;
    const words = this.#blocks.pageOf(address);
    words.set(old.subarray(at, at + size), offsetOf(address));
    words[offsetOf(address) + SIZE] = blockSize(this.#head + length);
    this.#blocks.giveBack(from, size);
    this.#addresses[slot] = address;
    return address;
  }
}

/** Amounts stand in words of 32 bits. */
function isWeight(amount: number): boolean {
  return amount >= 0 && amount === (amount | 0);
}
