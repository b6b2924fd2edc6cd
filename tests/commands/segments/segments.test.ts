import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { runSegments, type SegmentsOptions } from '#app/commands/segments/segments.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'attune-segments-'));
afterAll(() => rmSync(folder, { recursive: true }));

const AT = '2026-11-22T12:00:00Z';

async function run(
  events: readonly (object | string)[],
  segments: readonly string[],
  options: Partial<SegmentsOptions> & { gzip?: boolean } = {},
) {
  const [eventsFile, segmentsFile] = [path.join(folder, 'events.jsonl'), path.join(folder, 'segments.txt')];
  const text = events.map((event) => (typeof event === 'string' ? event : JSON.stringify(event))).join('\n');
  writeFileSync(eventsFile, options.gzip ? gzipSync(text) : text);
  writeFileSync(segmentsFile, segments.join('\n'));
  const lines: string[] = [];
  const problems: string[] = [];
  const status = await runSegments(
    { at: AT, timezone: 'UTC', currency: 'GBP', ...options, events: eventsFile, segments: segmentsFile },
    { line: (line) => void lines.push(line), problem: (problem) => void problems.push(problem) },
  );
  return { lines, problems, status };
}

/** The shoppers for whom one rule holds. */
async function members(rule: string, events: readonly object[], at = AT, timezone = 'UTC') {
  const { lines, problems } = await run(events, [`s: ${rule}`], { at, timezone });
  expect(problems).toEqual([]);
  return lines.map((line) => JSON.parse(line).shopper);
}

const order = (id: string, at: string, total = '10.00', shopper = 'c1') => ({
  type: 'order',
  id,
  shopper,
  at,
  total,
  lines: [{ product: 'p1', quantity: 1, price: total }],
});
const of = (type: string, at: string, more: object = {}) => ({ type, shopper: 'c1', at, ...more });
const cart = (at: string, lines: object[] = [{ product: 'p1', quantity: 1, price: '1.00' }]) =>
  of('cart', at, { lines });
const view = (at: string) => of('view', at, { product: 'p1' });
const consent = (at: string, analytics: boolean) => of('consent', at, { analytics });

describe('attune segments', () => {
  it('writes one line a membership, sorted by segment, then shopper', async () => {
    const events = [
      order('o1', '2026-11-01T00:00:00Z', '1.00', 'c2'),
      order('o2', '2026-11-01T00:00:00Z', '1.00', 'c10'),
    ];
    const { lines, status } = await run(events, ['b: purchases.count > 0', 'a: purchases.count > 0']);
    expect(lines).toEqual([
      '{"segment":"a","shopper":"c10"}',
      '{"segment":"a","shopper":"c2"}',
      '{"segment":"b","shopper":"c10"}',
      '{"segment":"b","shopper":"c2"}',
    ]);
    expect(status).toBe(0);
  });

  it('reads gzip, and lines in any order, as the same', async () => {
    const events = [order('o1', '2026-11-01T00:00:00Z'), of('merge', AT, { from: 'v1', to: 'c1' }), view(AT)];
    const rules = ['s: views.count > 0', 't: NOT views.count > 5'];
    const plain = await run(events, rules);
    expect(await run([...events].reverse(), rules, { gzip: true })).toEqual(plain);
  });

  it('reports bad lines with their numbers, uses the rest and ends with 1', async () => {
    const bad = [
      'no json',
      { type: 'order', id: 'o1', shopper: 'c1', at: AT, total: 12.3, lines: [] },
      { type: 'order', id: 'o1', shopper: 'c1', at: AT, total: '1.234', lines: [] },
      { type: 'view', shopper: 'c1', at: '2026-11-22T12:00:00' },
      { type: 'view', shopper: 'c1', at: '2026-02-30T12:00:00Z' },
      { type: 'visit', shopper: 'c1', at: AT },
      { type: 'view', at: AT },
      { type: 'view', shopper: 'c1', at: AT, seconds: '90' },
      { type: 'view', shopper: 'c1', at: AT, seconds: -1 },
      '[]',
      { type: 'consent', shopper: 'c1', at: AT },
      { type: 'constructor', shopper: 'c1', at: AT },
    ];
    const { lines, problems, status } = await run(
      [...bad, order('o1', AT)],
      ['s: purchases.count > 0', 'oops: purchases.cuont > 0', 'no rule here'],
    );
    expect(lines).toEqual(['{"segment":"s","shopper":"c1"}']);
    expect(
      problems.filter((text) => text.includes('events.jsonl')).map((text) => text.split(':')[1]),
    ).toEqual(bad.map((_, index) => String(index + 1)));
    expect(
      problems.filter((text) => text.includes('segments.txt')).map((text) => text.split(':')[1]),
    ).toEqual(['2', '3']);
    expect(problems[0]).toContain('Did you mean purchases.count?');
    expect(status).toBe(1);
  });

  it.each([
    { at: '2026-11-22' },
    { at: '2026-11-22T12:00:00' },
    { timezone: 'Mars/Olympus' },
    { currency: 'pounds' },
  ])('refuses %j', async (options) => {
    expect(await run([], ['s: purchases.count > 0'], options)).toMatchObject({ lines: [], status: 1 });
  });

  it('says where a file cannot be read', async () => {
    const problems: string[] = [];
    const status = await runSegments(
      { at: AT, timezone: 'UTC', currency: 'GBP', events: '/nowhere', segments: '/nowhere' },
      { line: () => undefined, problem: (text) => void problems.push(text) },
    );
    expect([status, problems.length]).toEqual([1, 1]);
  });
});

describe('a membership at an instant', () => {
  it('counts in (at - W, at]', async () => {
    const rule = 'purchases.count within 60 days > 0';
    expect(await members(rule, [order('o1', '2026-09-23T12:00:00Z')])).toEqual([]);
    expect(await members(rule, [order('o1', '2026-09-23T12:00:01Z')])).toEqual(['c1']);
    expect(await members(rule, [order('o1', AT)])).toEqual(['c1']);
  });

  it('does not know what happens later, nor who', async () => {
    const events = [order('o1', '2026-11-22T12:00:01Z'), order('o2', AT, '1.00', 'c2')];
    expect(await members('NOT purchases.count > 5', events)).toEqual(['c2']);
  });

  it('cuts fractions of a second off', async () => {
    expect(await members('purchases.count > 0', [order('o1', '2026-11-22T12:00:00.999Z')])).toEqual(['c1']);
    expect(await members('purchases.count > 0', [order('o1', '2026-11-22T13:00:00.999+01:00')])).toEqual([
      'c1',
    ]);
  });

  it('takes refunds off the spend at the time of the order, from their own moment on', async () => {
    const events = [
      order('o1', '2026-11-01T00:00:00Z', '100.00'),
      { type: 'refund', order: 'o1', amount: '60.00', at: '2026-11-20T00:00:00Z' },
    ];
    expect(await members('purchases.spend within 90 days >= 100', events, '2026-11-19T23:59:59Z')).toEqual([
      'c1',
    ]);
    expect(await members('purchases.spend within 90 days = 40', events, '2026-11-20T00:00:00Z')).toEqual([
      'c1',
    ]);
    expect(await members('purchases.spend within 10 days = 0', events)).toEqual(['c1']);
  });

  it('has never had a cancelled order from the moment of its cancellation', async () => {
    const events = [
      { type: 'order_cancelled', order: 'o1', at: '2026-11-20T00:00:00Z' },
      order('o1', '2026-11-01T00:00:00Z'),
    ];
    expect(await members('purchases.count > 0', events, '2026-11-19T23:59:59Z')).toEqual(['c1']);
    expect(await members('purchases.count > 0', events, '2026-11-20T00:00:00Z')).toEqual([]);
    expect(await members('purchases.last IS MISSING', events, '2026-11-20T00:00:00Z')).toEqual(['c1']);
  });

  it('counts an order id once', async () => {
    const twice = order('o1', '2026-11-01T00:00:00Z');
    expect(await members('purchases.count = 1 AND purchases.spend = 10', [twice, twice])).toEqual(['c1']);
  });

  it('has an abandoned cart one second after 24 hours, since its last change', async () => {
    const events = [cart('2026-11-21T10:00:00Z'), cart('2026-11-21T12:00:00Z')];
    const rule = 'cart.open_for > 24 hours';
    expect(await members(rule, events)).toEqual([]);
    expect(await members(rule, events, '2026-11-22T12:00:01Z')).toEqual(['c1']);
    const later = '2026-11-23T12:00:00Z';
    expect(await members(rule, [...events, cart('2026-11-22T11:00:00Z', [])], later)).toEqual([]);
    expect(await members(rule, [...events, of('checkout', '2026-11-22T11:00:00Z')], later)).toEqual([]);
    expect(await members(rule, [...events, order('o1', '2026-11-22T11:00:00Z')], later)).toEqual(['c1']);
  });

  it('keeps the newer cart of a merge, and counts both shoppers as one', async () => {
    const events = [
      { ...cart('2026-11-21T11:00:00Z'), shopper: 'v1' },
      cart('2026-11-20T11:00:00Z'),
      { ...view('2026-11-20T11:00:00Z'), shopper: 'v1' },
      view('2026-11-19T11:00:00Z'),
      { type: 'merge', from: 'v1', to: 'c1', at: '2026-11-22T00:00:00Z' },
    ];
    expect(await members('cart.open_for = 25 hours AND views.count = 2', events)).toEqual(['c1']);
    expect(await members('views.count = 1', events, '2026-11-21T23:59:59Z')).toEqual(['c1', 'v1']);
    expect(await members('NOT views.count = 5', events)).toEqual(['c1']);
  });

  it('sees no views, searches and carts after consent is withdrawn, and starts anew when it is given again', async () => {
    const past = [
      view('2026-11-20T00:00:00Z'),
      of('search', '2026-11-20T00:00:00Z', { query: 'x' }),
      cart('2026-11-20T00:00:00Z'),
    ];
    const rule = 'views.count = 0 AND searches.count = 0 AND carts.count = 0 AND cart.open_for IS MISSING';
    const withdrawn = [...past, consent('2026-11-21T00:00:00Z', false), view('2026-11-21T01:00:00Z')];
    expect(await members(rule, withdrawn)).toEqual(['c1']);
    expect(await members('views.count = 1', withdrawn, '2026-11-20T23:59:59Z')).toEqual(['c1']);
    const again = [...withdrawn, consent('2026-11-21T02:00:00Z', true)];
    expect(await members(rule, again)).toEqual(['c1']);
    expect(await members('views.count = 1', [...again, view('2026-11-21T03:00:00Z')])).toEqual(['c1']);
    expect(await members('purchases.count = 1', [order('o1', AT), consent(AT, false)])).toEqual(['c1']);
  });

  it('compares text exactly, and a missing value makes a comparison false', async () => {
    const events = [
      of('customer', AT, { attributes: { country: 'GB', loyalty_tier: 'Gold', tags: ['vip'] } }),
      { ...view(AT), shopper: 'c2' },
    ];
    expect(await members('customer.country = "GB" AND loyalty.tier = "Gold"', events)).toEqual(['c1']);
    expect(await members('loyalty.tier = "gold" OR customer.tags CONTAINS "VIP"', events)).toEqual([]);
    expect(await members('loyalty.tier != "Silver"', events)).toEqual(['c1']);
    expect(await members('NOT loyalty.tier = "Silver"', events)).toEqual(['c1', 'c2']);
    expect(await members('purchases.count = 0 AND purchases.spend = 0', events)).toEqual(['c1', 'c2']);
    expect(await members('NOT purchases.last within 30 days', events)).toEqual(['c1', 'c2']);
  });

  it('keeps calendar days in the zone of the shop, 23 and 25 hours long where clocks change', async () => {
    const rule = 'views.count within 1 calendar days > 0';
    const autumn = [view('2026-10-24T23:00:00Z')];
    expect(await members(rule, autumn, '2026-10-25T23:59:59Z', 'Europe/London')).toEqual(['c1']);
    expect(await members(rule, autumn, '2026-10-26T00:00:00Z', 'Europe/London')).toEqual([]);
    const spring = [view('2026-03-08T05:00:00Z')];
    expect(await members(rule, spring, '2026-03-09T03:59:59Z', 'America/New_York')).toEqual(['c1']);
    expect(await members(rule, spring, '2026-03-09T04:00:00Z', 'America/New_York')).toEqual([]);
  });
});

describe('what a file of events tells', () => {
  const of = (type: string, at: string, more: object = {}) => ({ type, shopper: 'c1', at, ...more });
  const line = (product: string, quantity: number, price: string) => ({ product, quantity, price });
  const story = [
    of('customer', '2026-11-01T00:00:00Z', {
      attributes: {
        ...{ country: 'GB', language: 'en', loyalty_tier: 'Gold', tags: ['vip', 'b2b'] },
        ...{ email_marketing: true, created_at: '2026-10-01T00:00:00Z' },
      },
    }),
    of('order', '2026-11-10T00:00:00Z', {
      ...{ id: 'o1', total: '30.00', lines: [line('p1', 2, '5.00'), line('p2', 1, '20.00')] },
    }),
    of('order', '2026-11-12T00:00:00Z', { id: 'o2', total: '10.00', lines: [line('p1', 2, '5.00')] }),
    { type: 'refund', order: 'o1', amount: '3.00', at: '2026-11-15T00:00:00Z' },
    of('checkout', '2026-11-12T00:00:00Z'),
    of('view', '2026-11-13T00:00:00Z', { product: 'p1', seconds: 90 }),
    of('view', '2026-11-14T00:00:00Z', { product: 'p3', seconds: 4_000 }),
    of('search', '2026-11-14T00:00:00Z', { query: 'mug' }),
    of('cart', '2026-11-16T00:00:00Z', { lines: [line('p1', 2, '6.15')] }),
    of('cart', '2026-11-20T00:00:00Z', { lines: [line('p1', 1, '6.15')] }),
  ];

  it.each([
    'purchases.count = 2 AND purchases.spend = 37 AND purchases.gross_spend = 40 AND purchases.quantity = 5',
    'purchases.average = 18.5 AND purchases.max = 27 AND purchases.min = 10 AND purchases.distinct_products = 2',
    'purchases.count of product "p2" = 1 AND purchases.spend of product "p1" = 20 AND purchases.quantity of product "p1" = 4',
    'purchases.first within 13 days AND NOT purchases.first within 12 days AND purchases.last within 11 days',
    'purchases.last of product "p2" within 13 days AND purchases.first of product "p9" IS MISSING',
    'refunds.count = 1 AND refunds.spend = 3 AND refunds.last within 8 days',
    'views.count = 2 AND views.distinct_products = 2 AND views.count of product "p1" = 1 AND views.last within 9 days',
    'views.time = 690 seconds AND views.time of product "p1" = 90 seconds AND views.time within 8 days < 1 second',
    'searches.count of query "mug" = 1 AND searches.count of query "tea" = 0 AND searches.last within 9 days',
    'carts.count = 2 AND carts.added_value = 12.30 AND carts.removed_value = 6.15 AND carts.last within 3 days',
    'carts.abandoned_count = 2 AND carts.last_abandoned within 2 days AND cart.open_value = 6.15',
    'cart.open_for = 60 hours AND checkouts.count = 1 AND checkouts.last within 11 days',
    'loyalty.engagement = 50 AND loyalty.tier = "Gold" AND customer.language STARTS WITH "e"',
    'customer.tags CONTAINS ALL ("vip", "b2b") AND NOT customer.tags CONTAINS ANY ("x", "y")',
    'customer.email_marketing = true AND customer.created_at since "2026-10-01" AND customer.account_age > 52 days',
    'time.hour = 12 AND time.weekday = "Sunday" AND time.now from "2026-11-22" to "2026-11-22"',
    'purchases.count from "2026-11-10" to "2026-11-11" = 1 AND purchases.count between 12 and 10 days ago = 1',
    'purchases.count within 13 calendar days = 2 AND purchases.count within 12 calendar days = 1',
  ])('decides %s', async (rule) => expect(await members(rule, story)).toEqual(['c1']));

  it('refuses a fact that it cannot tell, with its line, and uses the other segments', async () => {
    const { lines, problems, status } = await run(story, [
      'a: device.class = "phone"',
      'b: purchases.count of vendor "Acme" > 1',
      'c: purchases.count > 1',
    ]);
    expect(lines).toEqual(['{"segment":"c","shopper":"c1"}']);
    expect(problems.map((text) => /(\d+): Expected a fact .* found ([^,]*)/.exec(text)?.slice(1))).toEqual([
      ['1', 'device.class'],
      ['2', 'the vendor of a product'],
    ]);
    expect(status).toBe(1);
  });

  it('keeps what a later time says when lines come in another order', async () => {
    const events = [
      of('customer', '2026-11-03T00:00:00Z', { attributes: { loyalty_tier: null } }),
      of('customer', '2026-11-02T00:00:00Z', { attributes: { loyalty_tier: 'Gold', country: 'GB' } }),
    ];
    expect(await members('loyalty.tier IS MISSING AND customer.country = "GB"', events)).toEqual(['c1']);
  });

  it('takes an order told twice for the earlier time, and follows a merged shopper after the merge', async () => {
    const events = [
      order('o1', '2026-11-20T00:00:00Z'),
      order('o1', '2026-11-01T00:00:00Z'),
      { type: 'merge', from: 'c1', to: 'c2', at: '2026-11-21T00:00:00Z' },
      order('o2', '2026-11-22T00:00:00Z'),
    ];
    expect(await members('purchases.count within 5 days = 1 AND purchases.count = 2', events)).toEqual([
      'c2',
    ]);
  });

  it('counts a refund of a cancelled order for nothing', async () => {
    const events = [
      order('o1', '2026-11-01T00:00:00Z'),
      { type: 'refund', order: 'o1', amount: '3.00', at: '2026-11-02T00:00:00Z' },
      { type: 'order_cancelled', order: 'o1', at: '2026-11-03T00:00:00Z' },
    ];
    expect(await members('refunds.count = 0 AND purchases.spend = 0', events)).toEqual(['c1']);
  });
});

describe('--next', () => {
  it('tells every pair that is in or comes in by time alone, with the exact second', async () => {
    const events = [order('o1', '2026-11-01T10:00:00Z'), cart('2026-11-22T00:00:00Z')];
    const { lines } = await run(
      events,
      [
        'carts: cart.open_for > 24 hours',
        'ever: purchases.count > 0',
        'lapsed: NOT purchases.last within 30 days',
        'recent: purchases.last within 30 days',
        'never: purchases.count > 5',
        'both: purchases.last within 30 days AND cart.open_for > 24 hours',
      ],
      { next: true },
    );
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { segment: 'both', shopper: 'c1', in: false, nextChangeAt: '2026-11-23T00:00:01Z' },
      { segment: 'carts', shopper: 'c1', in: false, nextChangeAt: '2026-11-23T00:00:01Z' },
      { segment: 'ever', shopper: 'c1', in: true, nextChangeAt: null },
      { segment: 'lapsed', shopper: 'c1', in: false, nextChangeAt: '2026-12-01T10:00:00Z' },
      { segment: 'recent', shopper: 'c1', in: true, nextChangeAt: '2026-12-01T10:00:00Z' },
    ]);
  });

  it('passes over conditions that turn without turning the rule', async () => {
    const events = [order('o1', '2026-11-01T10:00:00Z')];
    const rule = 'a: purchases.last within 30 days OR purchases.last within 60 days';
    const { lines } = await run(events, [rule], { next: true });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ in: true, nextChangeAt: '2026-12-31T10:00:00Z' });
    const always = await run(
      events,
      ['a: purchases.last within 30 days OR NOT purchases.last within 30 days'],
      { next: true },
    );
    expect(JSON.parse(always.lines[0] ?? '')).toMatchObject({ in: true, nextChangeAt: null });
  });
});
