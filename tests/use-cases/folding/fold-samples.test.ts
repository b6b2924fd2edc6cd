import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOPICS } from '#app/adapters/shopify/webhooks/topics.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { sampleOf, SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';

let world: IngestionWorld;

beforeAll(async () => {
  world = await openIngestion();
});
afterAll(() => world.close());

/** Those that end the shop come last. */
const LAST = ['app/uninstalled', 'shop/redact'];
const topics = Object.keys(TOPICS).sort((a, b) => LAST.indexOf(a) - LAST.indexOf(b));

describe("Shopify's published samples", () => {
  it('exist for every topic', () => {
    const files = readdirSync(new URL('../../fixtures/webhooks/', import.meta.url)).filter((name) =>
      name.endsWith('.json'),
    );
    expect(files.sort()).toEqual(topics.map((topic) => `${topic.replace('/', '.')}.json`).sort());
  });

  it.each(topics)('%s is taken in and folded, not quarantined', async (topic) => {
    const body = sampleOf(topic).replaceAll('{shop}.myshopify.com', SHOP_DOMAIN);
    expect((await world.send({ topic, body, eventId: `sample ${topic}` })).status).toBe(200);
    await world.fold();
    const rows = await world.rows('SELECT status, reason FROM inbox_delivery WHERE topic = $1', [topic]);
    expect(rows).toEqual([{ status: 'folded', reason: null }]);
  });
});
