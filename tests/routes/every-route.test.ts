import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ActionFunction, LoaderFunction } from '@remix-run/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { dump } from '#tests/adapters/tenants/compare.ts';
import { apiKeyIdOf, decisionIdOf, deliveryIdOf } from '#tests/adapters/tenants/draw.ts';
import { plantShop } from '#tests/adapters/tenants/world.ts';
import { openAdminSite, type AdminSite, type Visit } from './admin-site.ts';

/** A shop with rows in every table. Who visits is another one, which has none. */
const OTHER = { id: 3 as ShopId, domain: 'full.myshopify.com', mark: 'canary' };

/** What an action names of another shop, and the status it gets: 404 where nothing else is said. */
interface Named {
  readonly body: object;
  readonly status?: number;
}
/** An action that names nothing but what is in the token. */
const ITS_OWN = null;

interface RouteCase {
  /** The id in the route's address. */
  readonly id?: string;
  /** What the address asks for. */
  readonly query?: string;
  /** By intent. */
  readonly actions?: Readonly<Record<string, Named | typeof ITS_OWN>>;
}

const campaign = {
  kind: 'upsell',
  name: 'Mine',
  status: 'draft',
  priority: 50,
  audience: ['segment-1'],
  excluded: [],
  placements: ['checkout.block'],
  content: { headline: 'Look', source: { kind: 'recommended' }, maxOffers: 2 },
};
const arms = [
  { name: 'Control', share: 0.5, contentOf: null },
  { name: 'Other', share: 0.5, contentOf: 'campaign-2' },
];
const customer = '1';
const product = 'gid://shopify/Product/1';
const named = (body: object, status?: number): Named => (status === undefined ? { body } : { body, status });

/** Every page and every question of the admin: a route that is not here fails the first test. */
const ROUTES: Readonly<Record<string, RouteCase>> = {
  'app.tsx': {},
  'app.$.tsx': {},
  'app._index.tsx': {},
  'app.campaigns.$id.tsx': {
    id: 'campaign-1',
    actions: {
      save: named({ version: 1, draft: { ...campaign, audience: [] } }),
      restore: named({ version: 1, former: 1 }),
      duplicate: named({}),
      remove: named({}),
      'start-experiment': named({ draft: { metric: 'profit', arms } }),
    },
  },
  'app.campaigns._index.tsx': {
    actions: {
      start: named({ id: 'campaign-1', version: 1 }),
      pause: named({ id: 'campaign-1', version: 1 }),
      resume: named({ id: 'campaign-1', version: 1 }),
      end: named({ id: 'campaign-1', version: 1 }),
      duplicate: named({ id: 'campaign-1', version: 1 }),
      remove: named({ id: 'campaign-1', version: 1 }),
    },
  },
  'app.campaigns.ask.ts': {
    actions: {
      why: named({ id: 'campaign-1', shopper: customer, products: [product] }),
      'dry-run': named({ id: 'campaign-1', draft: campaign, after: null }, 200),
      preview: named(
        { id: 'campaign-1', draft: campaign, shopper: customer, page: 'cart', products: [product] },
        200,
      ),
    },
  },
  'app.connections.$id.tsx': {
    id: 'crm',
    actions: { save: ITS_OWN, remove: named({}, 200), test: named({ customer }) },
  },
  'app.connections._index.tsx': {},
  'app.data.tsx': {
    actions: {
      replay: named({ id: deliveryIdOf(OTHER.id, 1) }),
      discard: named({ id: deliveryIdOf(OTHER.id, 1) }),
      reconcile: ITS_OWN,
    },
  },
  'app.decisions.$id.tsx': { id: decisionIdOf(OTHER.id, 1) },
  'app.decisions._index.tsx': { query: `?shopper=${customer}&campaign=campaign-1&experiment=experiment-1` },
  'app.experiments.$id.tsx': {
    id: 'experiment-1',
    actions: {
      split: named({ shares: arms }),
      segments: named({ segmentIds: ['segment-1'] }),
      stop: named({}),
      measure: ITS_OWN,
    },
  },
  'app.experiments._index.tsx': {},
  'app.holdout.tsx': {},
  'app.privacy.tsx': {
    actions: {
      export: named({ customer }, 200),
      erase: named({ customer }, 200),
      fetch: named({ id: `receipt-${OTHER.id}1` }),
      'save-retention': ITS_OWN,
    },
  },
  'app.products.ts': { query: '?q=canary' },
  'app.recommendations.ask.ts': {
    actions: { dial: ITS_OWN, try: named({ products: [product], shopper: customer }, 200) },
  },
  'app.recommendations.tsx': { actions: { train: ITS_OWN, save: ITS_OWN } },
  'app.reminders.tsx': {},
  'app.segments.$id.tsx': {
    id: 'segment-1',
    actions: {
      save: named({ version: 1, draft: { name: 'Mine', rule: 'purchases.count > 1' } }),
      remove: named({}),
    },
  },
  'app.segments.$id_.health.tsx': { id: 'segment-1' },
  'app.segments._index.tsx': {},
  'app.segments.ask.ts': {
    actions: {
      preview: named({ rule: 'purchases.count > 0' }, 200),
      explain: named({ rule: 'purchases.count > 0', shopper: customer }, 200),
      values: named({}, 200),
    },
  },
  'app.segments.health.tsx': {},
  'app.segments.shopify.tsx': {
    actions: { follow: named({ id: 'gid://shopify/Segment/1' }, 409), unfollow: named({ id: '1' }, 200) },
  },
  'app.settings.tsx': {
    actions: {
      'save-tiers': ITS_OWN,
      'save-exploration': ITS_OWN,
      'save-holdout': ITS_OWN,
      'save-guardrails': ITS_OWN,
      'save-reminders': ITS_OWN,
      'save-inference': ITS_OWN,
      'save-tier-source': ITS_OWN,
      'save-mail': ITS_OWN,
      'send-test': ITS_OWN,
      'switch-pixel': ITS_OWN,
      'switch-local': ITS_OWN,
      'create-key': ITS_OWN,
      'revoke-key': named({ id: apiKeyIdOf(OTHER.id, 1) }),
    },
  },
  'app.simulated.$id.tsx': { id: 'holdout', actions: { remove: named({}, 200) } },
};

interface RouteModule {
  readonly loader?: LoaderFunction;
  readonly action?: ActionFunction;
}

const FOLDER = join(process.cwd(), 'app/routes');
const routeOf = (file: string): Promise<RouteModule> => import(join(FOLDER, file));
const names = Object.keys(ROUTES);

let site: AdminSite;
let before: string;
beforeAll(async () => {
  site = await openAdminSite();
  await plantShop(site.database.prisma, OTHER);
  before = await dump(site.database, OTHER);
});
afterAll(() => site.close());

const visit = ({ id }: RouteCase) => (id === undefined ? {} : { params: { id } });
const pathOf = (file: string, { id = '', query = '' }: RouteCase): string =>
  `/${basename(file, '.ts')
    .replace(/\.tsx$|\._index/g, '')
    .replaceAll(/_?\./g, '/')
    .replace('$id', id)}${query}`;

/** The other shop is neither seen nor touched. */
async function expectUnnoticed(what: string, { body }: Visit): Promise<void> {
  expect(JSON.stringify(body) ?? '', `${what} shows another shop`).not.toContain(OTHER.mark);
  expect(await dump(site.database, OTHER), `${what} changed another shop`).toBe(before);
}

describe('the routes of the admin', () => {
  it('all stand here, with every intent of their actions', async () => {
    const files = (await readdir(FOLDER)).filter((file) => file.startsWith('app.'));
    expect(names.toSorted()).toEqual(files.toSorted());
    for (const file of files) {
      const source = await readFile(join(FOLDER, file), 'utf8');
      const written = [...source.matchAll(/intent: z\.(?:literal|enum)\(([^)]*)\)/g)];
      const intents = written.flatMap(([, given = '']) =>
        [...given.matchAll(/'([\w-]+)'/g)].map(([, intent]) => intent),
      );
      expect([file, Object.keys(ROUTES[file]?.actions ?? {}).toSorted()]).toEqual([file, intents.toSorted()]);
    }
  });

  it.each(names)('%s answers nobody without a token', async (file) => {
    const { loader, action } = await routeOf(file);
    const nobody = { ...visit(ROUTES[file] ?? {}), headers: { Authorization: '' } };
    const path = pathOf(file, ROUTES[file] ?? {});
    if (loader) expect((await site.get(loader, path, nobody)).headers.get('Location')).toBe('/auth/login');
    if (action)
      expect((await site.post(action, path, {}, nobody)).headers.get('Location')).toBe('/auth/login');
    expect(loader ?? action).toBeDefined();
  });

  it.each(names)('%s shows nothing of another shop', async (file) => {
    const route = ROUTES[file] ?? {};
    const { loader } = await routeOf(file);
    if (!loader) return;
    const answer = await site.get(loader, pathOf(file, route), visit(route));
    expect(answer.status).toBe(route.id === undefined && file !== 'app.$.tsx' ? 200 : 404);
    await expectUnnoticed(file, answer);
  });

  const cases = names.flatMap((file) =>
    Object.entries(ROUTES[file]?.actions ?? {}).flatMap(([intent, given]) =>
      given === null ? [] : [{ file, intent, given }],
    ),
  );
  it.each(cases)(
    '$file does nothing with what another shop has: $intent',
    async ({ file, intent, given }) => {
      const route = ROUTES[file] ?? {};
      const { action } = await routeOf(file);
      const answer = await site.post(action!, pathOf(file, route), { intent, ...given.body }, visit(route));
      expect([answer.status, answer.body]).toEqual([given.status ?? 404, answer.body]);
      await expectUnnoticed(`${file} ${intent}`, answer);
    },
  );
});
