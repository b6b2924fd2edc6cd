import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '#app/adapters/postgres/database.ts';
import { FACTS } from '#app/domain/facts/catalogue.ts';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { checkMoney } from '#app/domain/segments/check-money.ts';
import { compileRule } from '#app/domain/segments/evaluate/compile.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { printRule } from '#app/domain/segments/print.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';
import { compileSql } from '#app/domain/segments/sql/compile-sql.ts';
import { createDice, SCENES, type Dice } from '#tests/domain/segments/random-story.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { createCoverage } from '#tests/domain/segments/coverage.ts';
import { aRuleOn } from '#tests/domain/segments/random-rule.ts';
import { aText } from '#tests/domain/segments/random-text.ts';
import { aWorld, CURRENCY, WORLD_WORDS, type World } from './random-world.ts';
import { writeWorld } from './write-world.ts';

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

const TIERS = [
  { name: 'Accent', tag: 'VIP-e\u0301' },
  { name: 'Gold', tag: 'Vip-Gold' },
  { name: 'Spender', spend: { amountMinor: 6_000, days: 30 } },
  { name: 'Regular', orders: { count: 2, days: 90 } },
  { name: 'Buyer', orders: { count: 1, days: null } },
];
const SHOPPERS = 60;
/** One with which few rules draw every part of the language. */
const RULE_SEED = 15;

interface Shop {
  readonly id: number;
  readonly world: World;
  readonly timezone: string;
}

function contextAt({ world, timezone }: Shop, now: number): RuleContext {
  const findProduct = (id: string) => world.products.get(id as ProductId) ?? null;
  return { now, timezone, tiers: TIERS, findProduct, markets: world.markets, cart: null, country: null };
}

async function membersBySql(shop: Shop, rule: Rule, now: number): Promise<readonly string[]> {
  const { id: shopId, timezone } = shop;
  const { text, values } = compileSql(rule, { shopId, now, currency: CURRENCY, timezone, tiers: TIERS });
  const { rows } = await database.pool.query<{ shopper_id: string }>(text, [...values]);
  return rows.map((row) => row.shopper_id).sort();
}

/** Who is in by the closures over profiles, and the instants at which that may turn. */
function membersByClosures(shop: Shop, rule: Rule, now: number): { members: string[]; edges: number[] } {
  const isTrue = compileRule(rule, CURRENCY);
  const context = contextAt(shop, now);
  const alive = shop.world.shoppers.filter(({ isDeleted }) => !isDeleted);
  const runs = alive.map(({ id, profile }) => {
    const run = { profile, context, now, validUntil: Infinity };
    return { id, isMember: isTrue(run), validUntil: run.validUntil };
  });
  return {
    members: runs
      .filter(({ isMember }) => isMember)
      .map(({ id }) => id)
      .sort(),
    edges: runs.map(({ validUntil }) => validUntil).filter((edge) => edge !== Infinity),
  };
}

/** A random instant, then the edges that come after it, each with the second before. */
async function compare(dice: Dice, shop: Shop, rule: Rule, around: number, tally: Tally): Promise<void> {
  let now = around + dice.below(2 * 86_400) - 86_400;
  for (let step = 0; step < 3; step += 1) {
    const { edges } = membersByClosures(shop, rule, now);
    const edge = edges.length === 0 ? now + 3_600 : dice.pick(edges);
    for (const instant of step === 0 ? [now, edge - 1, edge] : [edge - 1, edge]) {
      const found = await membersBySql(shop, rule, instant);
      const { members } = membersByClosures(shop, rule, instant);
      expect(found, `${printRule(rule)} at ${instant} in ${shop.timezone}`).toEqual(members);
      tally.compared += shop.world.shoppers.length;
      tally.members += members.length;
    }
    now = edge;
  }
}

interface Tally {
  compared: number;
  members: number;
}

describe('a rule as SQL', () => {
  // 15 rules, 6 scenes, 7 instants, 60 shoppers: 37,800 verdicts; 756,000 with LONG=1.
  test(
    'finds the same members as the closures over profiles, at any second',
    { timeout: 600_000 },
    async () => {
      const rounds = propertyRuns(15);
      const tally: Tally = { compared: 0, members: 0 };
      const coverage = createCoverage();
      const ruleDice = createDice(RULE_SEED);
      let drawn = 0;
      for (const [index, { timezone, around }] of SCENES.entries()) {
        const dice = createDice(20_261_124 + index);
        const world = aWorld(dice, around, SHOPPERS);
        const shop = { id: await writeWorld(database.pool, world, timezone), world, timezone };
        for (let round = 0; round < rounds; round += 1) {
          const rule = aRuleOn(ruleDice, FACTS[drawn++ % FACTS.length]!, around, WORLD_WORDS);
          coverage.add(rule);
          await compare(dice, shop, rule, around, tally);
        }
      }
      expect(coverage.below(1)).toEqual([]);
      expect(tally.compared).toBe(rounds * SCENES.length * SHOPPERS * 7);
      expect(tally.members / tally.compared).toBeGreaterThan(0.2);
      expect(tally.members / tally.compared).toBeLessThan(0.8);
    },
  );

  test('finds the same members for whatever text passes the check', { timeout: 600_000 }, async () => {
    const { timezone, around } = SCENES[2];
    const dice = createDice(RULE_SEED);
    const world = aWorld(dice, around, SHOPPERS);
    const shop = { id: await writeWorld(database.pool, world, timezone), world, timezone };
    let accepted = 0;
    while (accepted < propertyRuns(150)) {
      const text = aText(dice, around);
      const parsed = parseRule(text);
      if (!parsed.ok || checkMoney(parsed.value, CURRENCY).length > 0) continue;
      accepted += 1;
      const found = await membersBySql(shop, parsed.value, around);
      expect(found, text).toEqual(membersByClosures(shop, parsed.value, around).members);
    }
  });
});
