import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '#app/adapters/postgres/database.ts';
import { FACTS, type Fact } from '#app/domain/facts/catalogue.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import type { ActivityRecord } from '#app/domain/profiles/activity-record.ts';
import { createEventLog } from '#app/domain/profiles/event-log.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { ShopperEvent } from '#app/domain/profiles/shopper-event.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { compileRule } from '#app/domain/segments/evaluate/compile.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { printRule } from '#app/domain/segments/print.ts';
import { compileSql } from '#app/domain/segments/sql/compile-sql.ts';
import { createCoverage } from '#tests/domain/segments/coverage.ts';
import { isConsented, ownEvents } from '#tests/domain/segments/event-oracle.ts';
import { aRuleOn } from '#tests/domain/segments/random-rule.ts';
import { aStory, createDice, SCENES, type Dice } from '#tests/domain/segments/random-story.ts';
import {
  contextOf,
  holdsInStory,
  outsideCheckout,
  PRODUCTS,
  STORY_WORDS,
  type Setting,
} from '#tests/domain/segments/story-shop.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { writeProfiles } from './write-profiles.ts';

const STORIES = 30;
/** One with which few rules draw every part of the language. */
const RULE_SEED = 15;
let cloned: ClonedDatabase;
let database: Database;
beforeAll(async () => {
  cloned = await cloneDatabase();
  database = openDatabase(cloned.url);
});
afterAll(async () => {
  await database.close();
  await cloned.drop();
});

/** A shopper of a story; `id` tells apart those of different stories. */
interface Person {
  readonly id: `visitor:${string}`;
  readonly shopper: string;
  readonly events: readonly ShopperEvent[];
  readonly profile: Profile;
  readonly activity: readonly ActivityRecord[];
}

/** Refunds that a shop's tables can tell: of something, once an order, and never more than it cost. */
function refundsInBounds(events: readonly ShopperEvent[]): readonly ShopperEvent[] {
  const refunded = new Set<string>();
  return events.filter((event) => {
    if (event.type !== 'refund') return true;
    const totals = events.flatMap((each) =>
      each.type === 'order' && each.id === event.order ? each.totalMinor : [],
    );
    const isFirst = !refunded.has(event.order);
    refunded.add(event.order);
    return isFirst && event.amountMinor > 0 && event.amountMinor <= Math.min(...totals);
  });
}

function peopleOf(dice: Dice, around: number, until: number): readonly Person[] {
  return Array.from({ length: STORIES }, () => refundsInBounds(aStory(dice, around))).flatMap(
    (events, index) => {
      const log = createEventLog(until);
      for (const event of events) log.add(event);
      return log.shoppers().map((shopper): Person => {
        const id = `visitor:${index}-${shopper}` as const;
        const activity = activityOf({ events, shopper, knownAt: until });
        return { id, shopper, events, profile: { ...log.profile(shopper), shopperId: id }, activity };
      });
    },
  );
}

const NOTHING_MORE = { cartToken: null, productId: null, query: null, valueMinor: null };

/** What a shop's table would hold of it: what was seen without consent is not there. */
function activityOf(question: Parameters<typeof ownEvents>[0]): readonly ActivityRecord[] {
  const own = ownEvents(question);
  return own.flatMap((event): ActivityRecord[] => {
    const { at } = event;
    if (event.type === 'checkout') return [{ ...NOTHING_MORE, key: '', kind: 'checkout', at }];
    if (!isConsented(at, own)) return [];
    switch (event.type) {
      case 'view': {
        const productId = event.product === null ? null : gid('Product', event.product);
        const { lastedSeconds } = event;
        const lasted = lastedSeconds !== undefined && { lastedSeconds };
        return [{ ...NOTHING_MORE, key: '', kind: 'view', at, productId, ...lasted }];
      }
      case 'search':
        return [{ ...NOTHING_MORE, key: '', kind: 'search', at, query: event.query }];
      case 'cart': {
        const { valueMinor, isEmpty } = event;
        // Of the carts of one second the fuller comes last.
        const key = String(valueMinor).padStart(9, '0');
        return [{ ...NOTHING_MORE, key, kind: isEmpty ? 'cart_emptied' : 'cart', at, valueMinor }];
      }
      default:
        return [];
    }
  });
}

/** By way of its text. */
function ruleOn(dice: Dice, fact: Fact, around: number): { readonly text: string; readonly rule: Rule } {
  const text = printRule(aRuleOn(dice, fact, around, STORY_WORDS));
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(`${text} is no rule`);
  return { text, rule: parsed.value };
}

/** The seconds around which some verdict turns. */
function edgesOf(rule: Rule, people: readonly Person[], now: number, setting: Setting): readonly number[] {
  const isTrue = compileRule(rule, 'GBP');
  const context = contextOf(setting, now);
  return people.flatMap(({ profile }) => {
    const run = { profile, context, now, validUntil: Infinity };
    isTrue(run);
    return run.validUntil === Infinity ? [] : [run.validUntil - 1, run.validUntil];
  });
}

interface Shop {
  readonly id: number;
  readonly people: readonly Person[];
  /** Until when what happened is known. */
  readonly knownAt: number;
  readonly setting: Setting;
}

async function makeShop(dice: Dice, timezone: string, knownAt: number): Promise<Shop> {
  const people = peopleOf(dice, knownAt, knownAt);
  const setting = outsideCheckout(timezone);
  const { markets } = setting;
  const id = await writeProfiles(database.pool, people, { timezone, markets, products: PRODUCTS });
  return { id, people, knownAt, setting };
}

async function compare(
  { id: shopId, people, knownAt, setting }: Shop,
  { text, rule }: ReturnType<typeof ruleOn>,
  now: number,
): Promise<void> {
  const { timezone, tiers } = setting;
  const statement = compileSql(rule, { shopId, now, currency: 'GBP', timezone, tiers });
  const { rows } = await database.pool.query<{ shopper_id: string }>(statement.text, [...statement.values]);
  const expected = people.filter(({ events, shopper }) =>
    holdsInStory(rule, { events, shopper, knownAt, now }, setting),
  );
  expect(rows.map((row) => row.shopper_id).sort(), `${text} at ${now} in ${timezone}`).toEqual(
    expected.map(({ id }) => id).sort(),
  );
}

describe('a rule as SQL over what happened', () => {
  test('agrees with the naive oracle over the raw events', { timeout: 600_000 }, async () => {
    let compared = 0;
    let drawn = 0;
    const coverage = createCoverage();
    const ruleDice = createDice(RULE_SEED);
    for (const [index, { timezone, around }] of SCENES.entries()) {
      const dice = createDice(31_121_700 + index);
      const shop = await makeShop(dice, timezone, around);
      for (let round = 0; round < propertyRuns(21); round += 1) {
        const asked = ruleOn(ruleDice, FACTS[drawn++ % FACTS.length]!, around);
        coverage.add(asked.rule);
        const edges = edgesOf(asked.rule, shop.people, around, shop.setting);
        for (const now of [around, ...(edges.length === 0 ? [] : [dice.pick(edges), dice.pick(edges)])]) {
          await compare(shop, asked, now);
          compared += shop.people.length;
        }
      }
    }
    expect(coverage.below(1)).toEqual([]);
    expect(compared).toBeGreaterThan(propertyRuns(15_000));
  });
});
