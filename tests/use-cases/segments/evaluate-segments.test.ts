import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storedProfiles } from '#tests/support/profile-rows.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

const DAY = 86_400_000;

let world: IngestionWorld;
beforeEach(async () => {
  world = await openIngestion();
  await world.rows('DELETE FROM segment');
  await writeRule('purchases.count within 7 days >= 1');
});
afterEach(() => world.close());

async function writeRule(rule: string): Promise<void> {
  await world.rows(
    `INSERT INTO segment (shop_id, id, name, rule, updated_at) VALUES ($1, 'recent', 'Recent', $2, now())
     ON CONFLICT (shop_id, id) DO UPDATE SET rule = EXCLUDED.rule`,
    [world.shopId, rule],
  );
  await world.rows('UPDATE shop SET config_version = config_version + 1, rules_version = config_version + 1');
}
const order = async (id: number, daysAgo: number): Promise<void> => {
  const at = new Date(TEST_NOW - daysAgo * DAY).toISOString();
  await world.send({
    topic: 'orders/create',
    body: anOrder({ id, customer: { id }, processed_at: at, updated_at: at }),
  });
};
const members = async () =>
  (
    await world.rows<{ id: string }>(
      `SELECT shopper_id AS id FROM profile WHERE 'recent' = ANY(segment_ids) ORDER BY 1`,
    )
  ).map(({ id }) => id.split('/').at(-1));
const evaluate = async () => {
  const { moveDue, followRules } = world.ingestion.work;
  while ((await moveDue()) === 0);
  while (await followRules());
};

describe('memberships', () => {
  it('are decided with the order that makes them, in the same transaction', async () => {
    await order(1, 1);
    await order(2, 30);
    await world.fold();
    expect(await members()).toEqual(['1']);
  });

  it('end by time alone at the second, not before', async () => {
    await order(1, 1);
    await world.fold();
    world.clock.set(TEST_NOW + 6 * DAY - 1000);
    await evaluate();
    expect(await members()).toEqual(['1']);
    world.clock.set(TEST_NOW + 6 * DAY);
    await evaluate();
    expect(await members()).toEqual([]);
    expect(await world.rows('SELECT next_change_at FROM profile')).toEqual([{ next_change_at: null }]);
  });

  it('follow a changed rule for every shopper, in chunks', async () => {
    await Promise.all(Array.from({ length: 300 }, (_, index) => order(index + 1, index % 2 === 0 ? 1 : 30)));
    await world.fold();
    expect(await members()).toHaveLength(150);
    await writeRule('purchases.count within 60 days >= 1');
    expect(await world.ingestion.work.followRules()).toBe(true);
    expect(await world.ingestion.work.followRules()).toBe(false);
    expect(await members()).toHaveLength(300);
    const [left] = await world.rows<{ n: string }>(
      'SELECT count(*) AS n FROM profile JOIN shop ON shop.id = shop_id WHERE profile.config_version < shop.rules_version',
    );
    expect(left?.n).toBe('0');
  });

  it('of a rule that does not compile are none, and the others go on', async () => {
    await world.rows(
      `INSERT INTO segment (shop_id, id, name, rule, updated_at) VALUES ($1, 'broken', 'Broken', 'purchases.colour > 3', now())`,
      [world.shopId],
    );
    await world.rows(
      'UPDATE shop SET config_version = config_version + 1, rules_version = config_version + 1',
    );
    await order(1, 1);
    await world.fold();
    expect(await members()).toEqual(['1']);
  });

  it('of a deleted customer are none, whatever the rule says', async () => {
    await writeRule('NOT purchases.count >= 1');
    await order(1, 1);
    await world.fold();
    await world.send({ topic: 'customers/delete', body: { id: 1 } });
    await world.fold();
    await evaluate();
    expect(await members()).toEqual([]);
    expect([...(await storedProfiles(world.rows)).values()]).toMatchObject([{ purchases: [] }]);
  });
});
