import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { cloneDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';
import { ADMIN_CASES } from './tenants/admin-cases.ts';
import type { Call } from './tenants/cases.ts';
import { CONNECTION_CASES } from './tenants/connection-cases.ts';
import { INCENTIVE_CASES } from './tenants/incentive-cases.ts';
import { dump, outcomeOf, replant } from './tenants/compare.ts';
import { DECISION_CASES } from './tenants/decision-cases.ts';
import { FOLD_CASES } from './tenants/fold-cases.ts';
import { REMINDER_CASES } from './tenants/reminder-cases.ts';
import { VISITOR_CASES } from './tenants/visitor-cases.ts';
import { OTHER, SHOP } from './tenants/world.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

/** What app/adapters/prisma exports besides stores: pure, or only ever run by a store that has cases. */
const NO_STORES = new Set([
  'CipherFailure',
  'createAddressCipher',
  'createCipherBox',
  'createRuleSource',
  'createShopperReader',
  'createWrittenParts',
  'deflateContent',
  'endMerged',
  'exportContext',
  'fingerprint',
  'findPersonKeys',
  'finishBuilds',
  'foldPartitions',
  'goodsOf',
  'holdRules',
  'inflateContent',
  'insertMembershipEvents',
  'markBuyers',
  'membershipJson',
  'openInputs',
  'orderJson',
  'profileJson',
  'publishRules',
  'questionOf',
  'readCheckouts',
  'readMemberGroups',
  'readOnly',
  'keepVersion',
  'readMerchandising',
  'readRunningExperiments',
  'readVersions',
  'settleBudgets',
  'settleBudgetsAlone',
  'toSchedule',
  'readProfile',
  'readTraces',
  'refoldShoppers',
  'refreshVariants',
  'readSegments',
  'refusalOf',
  'refuseTakenName',
  'lockShop',
  'openSecret',
  'sealInputs',
  'FIRST_UNIT',
  'PAST_ITEMS',
  'toFirstUnit',
  'toPastItem',
  'secretContext',
  'toConnection',
  'sha256',
  'shareRules',
  'toActivityRecord',
  'toAbandonedCart',
  'toCatalog',
  'toExperiment',
  'toMemberships',
  'toOrder',
  'toShop',
  'toStoredLine',
  'writeCustomers',
  'writeOrders',
  'writeProducts',
]);
const ALL_CASES = {
  ...ADMIN_CASES,
  ...FOLD_CASES,
  ...DECISION_CASES,
  ...CONNECTION_CASES,
  ...INCENTIVE_CASES,
  ...REMINDER_CASES,
  ...VISITOR_CASES,
};
/** These take the shop away, so nothing of interest can follow them. */
const LAST = new Set(['createComplianceStore.redactShop']);

interface NamedCall {
  readonly name: string;
  readonly call: Call;
}

const CALLS: readonly NamedCall[] = Object.entries(ALL_CASES)
  .flatMap(([factory, cases]) =>
    Object.entries(cases).flatMap(([method, call]) =>
      typeof call === 'function' ? [{ name: `${factory}.${method}`, call }] : [],
    ),
  )
  .toSorted((one, other) => Number(LAST.has(one.name)) - Number(LAST.has(other.name)));

/** One database holds our shop alone, the other holds it beside another shop with rows under the same ids. */
let clones: ClonedDatabase[];
let alone: Database;
let together: Database;

beforeAll(async () => {
  clones = [await cloneDatabase(), await cloneDatabase()];
  [alone, together] = clones.map(({ url }) => openDatabase(url)) as [Database, Database];
});
afterAll(async () => {
  await Promise.all([alone.close(), together.close()]);
  await Promise.all(clones.map((clone) => clone.drop()));
});

/** Rows of one of the databases are moved at every eighth call, so that an answer without an order shows. */
const MOVED = 8;

/** Runs the calls in both databases; throws at the first difference the other shop makes, or notices. */
async function compare(calls: readonly (NamedCall & { seed: number })[]): Promise<string[]> {
  await replant(alone, [SHOP]);
  await replant(together, [OTHER, SHOP]);
  const before = await dump(together, OTHER);
  const outcomes: string[] = [];
  for (const { name, call, seed } of calls) {
    const expected = await outcomeOf(alone, call, seed);
    if (seed % MOVED === 0) await together.pool.query('VACUUM');
    const found = await outcomeOf(together, call, seed);
    expect(found, `${name} sees another shop`).toBe(expected);
    expect(found, `${name} shows another shop`).not.toContain(OTHER.mark);
    outcomes.push(`${name} ${expected}`);
  }
  expect(await dump(together, OTHER), 'another shop was changed').toBe(before);
  expect(await dump(together, SHOP), 'the shop differs').toBe(await dump(alone, SHOP));
  return outcomes;
}

describe('the stores', () => {
  test('all have cases', async () => {
    const folder = 'app/adapters/prisma';
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
    const modules = await Promise.all(
      files.map((file): Promise<object> => import(join(process.cwd(), folder, file))),
    );
    const exported = modules.flatMap((module) =>
      Object.entries(module).flatMap(([name, value]) => (typeof value === 'function' ? [name] : [])),
    );
    const covered = new Set([...Object.keys(ALL_CASES), ...NO_STORES]);
    expect(
      exported.filter((name) => !covered.has(name)),
      'write cases in tests/adapters/tenants',
    ).toEqual([]);
    expect(
      [...covered].filter((name) => !exported.includes(name)),
      'no longer exported',
    ).toEqual([]);
  });

  test('answer for one shop as if there were no other, call by call', { timeout: 60_000 }, async () => {
    const outcomes = await compare(CALLS.map((call, index) => ({ ...call, seed: index })));
    expect(outcomes.filter((outcome) => outcome.includes(' rejected: '))).toEqual([]);
  });

  test('answer for one shop as if there were no other, in any order', { timeout: 120_000 }, async () => {
    const everyday = CALLS.filter(({ name }) => !LAST.has(name));
    const one = fc.record({ which: fc.nat(everyday.length - 1), seed: fc.nat(1_000_000) });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 30, maxLength: 60 }), async (picks) => {
        await compare(
          picks.flatMap(({ which, seed }) =>
            everyday.slice(which, which + 1).map((call) => ({ ...call, seed })),
          ),
        );
      }),
      { seed: 20261122, numRuns: propertyRuns(6), endOnFailure: true },
    );
  });
});

describe('the comparison', () => {
  const leak = (call: Call) => compare([{ name: 'leak', call, seed: 1 }]);

  test('notices a query that reads every shop', async () => {
    const readAll: Call = async ({ pool }) => (await pool.query('SELECT id FROM campaign')).rowCount;
    await expect(leak(readAll)).rejects.toThrow('leak sees another shop');
  });

  test('notices an id that is looked up without its shop', async () => {
    const byId: Call = async ({ pool }) =>
      (await pool.query("SELECT name FROM segment WHERE id = 'segment-1' ORDER BY shop_id DESC LIMIT 1"))
        .rows;
    await expect(leak(byId)).rejects.toThrow('leak sees another shop');
  });

  test('notices a write that answers nothing', async () => {
    const forget: Call = async ({ pool }) => {
      await pool.query("DELETE FROM open_cart WHERE token = 'cart-1'");
    };
    await expect(leak(forget)).rejects.toThrow('another shop was changed');
  });

  test('notices a row that is copied from another shop', async () => {
    const copy: Call = async ({ pool }) => {
      await pool.query(
        "UPDATE segment SET description = (SELECT coalesce(max(name), '') FROM segment WHERE shop_id = 2) WHERE shop_id = 1",
      );
    };
    await expect(leak(copy)).rejects.toThrow('the shop differs');
  });
});
