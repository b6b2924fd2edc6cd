import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TOPICS } from '#app/adapters/shopify/webhooks/topics.ts';
import { ADMIN_API_VERSION } from '#app/contracts/api-versions.ts';

const ROOT = join(import.meta.dirname, '../..');
const COMPLIANCE = ['customers/data_request', 'customers/redact', 'shop/redact'];

/** Scope that a topic needs, by its part before the slash (or dot), as Shopify's Admin schema 2026-10 states it. */
const SCOPES: Readonly<Record<string, string | null>> = {
  orders: 'read_orders',
  refunds: 'read_orders',
  carts: 'read_orders',
  checkouts: 'read_orders',
  customers: 'read_customers',
  customer: 'read_customers',
  customers_marketing_consent: 'read_customers',
  customers_email_marketing_consent: 'read_customers',
  products: 'read_products',
  variants: 'read_products',
  inventory_levels: 'read_inventory',
  bulk_operations: null,
  shop: null,
  app: null,
};

const url = z.url({ protocol: /^https$/ });
const subscription = z.strictObject({
  topics: z.array(z.string()).min(1).optional(),
  compliance_topics: z.array(z.enum(COMPLIANCE)).optional(),
  uri: z.string().startsWith('/'),
});

/** The sections and keys this app uses; a key Shopify does not know would pass its CLI unseen. */
const appToml = z.strictObject({
  client_id: z.string().length(32),
  name: z.string().max(30),
  handle: z.string().regex(/^[a-z0-9-]+$/),
  application_url: url,
  embedded: z.literal(true),
  build: z.strictObject({
    automatically_update_urls_on_dev: z.boolean(),
    include_config_on_deploy: z.boolean(),
  }),
  access_scopes: z.strictObject({
    scopes: z.string(),
    optional_scopes: z.array(z.string()),
    use_legacy_install_flow: z.literal(false),
  }),
  auth: z.strictObject({ redirect_urls: z.array(url).min(1) }),
  app_proxy: z.strictObject({
    url,
    prefix: z.enum(['a', 'apps', 'community', 'tools']),
    subpath: z
      .string()
      .max(30)
      .regex(/^[\w-]+$/),
  }),
  network_access: z.strictObject({
    allowed_sources: z.array(z.string()),
    allowed_navigation_hosts: z.array(z.string()),
  }),
  webhooks: z.strictObject({ api_version: z.string(), subscriptions: z.array(subscription) }),
});

const text = readFileSync(join(ROOT, 'shopify.app.toml'), 'utf8');
const app = appToml.parse(parse(text));
const { subscriptions } = app.webhooks;
const topics = subscriptions.flatMap((one) => one.topics ?? []);
const complianceTopics = subscriptions.flatMap((one) => one.compliance_topics ?? []);
const scopes = app.access_scopes.scopes.split(',');

describe('shopify.app.toml', () => {
  it('takes webhooks in the API version the app is built on', () => {
    expect(app.webhooks.api_version).toBe(ADMIN_API_VERSION);
  });

  it('subscribes to exactly the topics the app reads', () => {
    expect([...topics, ...complianceTopics].sort()).toEqual(Object.keys(TOPICS).sort());
  });

  it('subscribes to every topic once, the compliance topics as such', () => {
    expect(new Set(topics).size).toBe(topics.length);
    expect(topics.filter((topic) => COMPLIANCE.includes(topic))).toEqual([]);
    expect([...complianceTopics].sort()).toEqual(COMPLIANCE);
  });

  it('sends every topic to the one address the server listens on', () => {
    expect(new Set(subscriptions.map(({ uri }) => uri))).toEqual(new Set(['/webhooks']));
  });

  it('asks for the scope of every topic', () => {
    const needed = topics.map((topic) =>
      topic === 'customers/merge' ? 'read_customer_merge' : scopeOf(topic),
    );
    expect(new Set(scopes)).toEqual(new Set([...scopes, ...needed.filter((scope) => scope !== null)]));
  });

  it('asks for no scope twice, writes nothing at install, and explains each scope', () => {
    const { optional_scopes: optional } = app.access_scopes;
    expect(new Set([...scopes, ...optional]).size).toBe(scopes.length + optional.length);
    expect(scopes.filter((scope) => !scope.startsWith('read_'))).toEqual([]);
    const comments = text.split('\n').filter((line) => line.startsWith('#'));
    for (const scope of [...scopes, ...optional]) expect(comments.join('\n')).toContain(scope);
  });

  it('keeps to one address', () => {
    const addresses = [
      ...app.auth.redirect_urls,
      app.app_proxy.url,
      ...app.network_access.allowed_sources,
    ].map((address) => new URL(address).origin);
    expect(new Set(addresses)).toEqual(new Set([new URL(app.application_url).origin]));
  });

  it('names above each subscription a file that exists', () => {
    const blocks = text.split('[[webhooks.subscriptions]]').slice(0, -1);
    expect(blocks).toHaveLength(subscriptions.length);
    for (const block of blocks) {
      const comment = block.trimEnd().split('\n\n').at(-1) ?? '';
      const files = comment.match(/app\/[\w/.-]+\.ts/g) ?? [];
      expect(files, comment).not.toEqual([]);
      for (const file of files) expect(existsSync(join(ROOT, file)), file).toBe(true);
    }
  });
});

function scopeOf(topic: string): string | null {
  const scope = SCOPES[topic.split(/[/.]/)[0] ?? ''];
  if (scope === undefined) throw new Error(`No scope is known for the topic ${topic}.`);
  return scope;
}
