import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '#app/adapters/postgres/database.ts';
import { createEventLog } from '#app/domain/profiles/event-log.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { ShopperEvent } from '#app/domain/profiles/shopper-event.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { compileRule } from '#app/domain/segments/evaluate/compile.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { compileSql } from '#app/domain/segments/sql/compile-sql.ts';
import { eventOracle } from '#tests/domain/segments/event-oracle.ts';
import { aRuleText, aStory, createDice, SCENES, type Dice } from '#tests/domain/segments/random-story.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { writeProfiles } from './write-profiles.ts';

const STORIES = 30;
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
        return { id, shopper, events, profile: { ...log.profile(shopper), shopperId: id } };
      });
    },
  );
}

function ruleOf(dice: Dice): { readonly text: string; readonly rule: Rule } {
  const text = aRuleText(dice);
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(`${text} is no rule`);
  return { text, rule: parsed.value };
}

/** The seconds around which some verdict turns. */
function edgesOf(rule: Rule, people: readonly Person[], now: number, timezone: string): readonly number[] {
  const isTrue = compileRule(rule, 'GBP');
  const context = {
    now,
    timezone,
    tiers: [],
    findProduct: () => null,
    markets: [],
    cart: null,
    country: null,
  };
  return people.flatMap(({ profile }) => {
    const run = { profile, context, now, validUntil: Infinity };
    isTrue(run);
    return run.validUntil === Infinity ? [] : [run.validUntil - 1, run.validUntil];
  });
}

describe('a rule as SQL over what happened', () => {
  test('agrees with the naive oracle over the raw events', { timeout: 600_000 }, async () => {
    let compared = 0;
    for (const [index, { timezone, around }] of SCENES.entries()) {
      const dice = createDice(31_121_700 + index);
      const people = peopleOf(dice, around, around);
      const shopId = await writeProfiles(
        database.pool,
        people.map(({ profile }) => profile),
        timezone,
      );
      for (let round = 0; round < propertyRuns(15); round += 1) {
        const { text, rule } = ruleOf(dice);
        const edges = edgesOf(rule, people, around, timezone);
        for (const now of [around, ...(edges.length === 0 ? [] : [dice.pick(edges), dice.pick(edges)])]) {
          const statement = compileSql(rule, { shopId, now, currency: 'GBP', timezone, tiers: [] });
          const { rows } = await database.pool.query<{ shopper_id: string }>(statement.text, [
            ...statement.values,
          ]);
          const expected = people.filter(({ events, shopper }) =>
            eventOracle(rule, { events, shopper, knownAt: around, now, timezone }),
          );
          expect(rows.map((row) => row.shopper_id).sort(), `${text} at ${now} in ${timezone}`).toEqual(
            expected.map(({ id }) => id).sort(),
          );
          compared += people.length;
        }
      }
    }
    expect(compared).toBeGreaterThan(propertyRuns(15_000));
  });
});
