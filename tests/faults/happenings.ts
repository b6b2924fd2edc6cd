import { VISIT_GAP_MS } from '#app/contracts/pixel-events.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';
import { aCartPayload, aCheckout, aLine, anOrder, aRefund } from '#tests/support/webhook-payloads.ts';

/** Something that happened in the shop, as the webhook that tells it, or, with a topic that begins with `pixel/`, the event of the web pixel. */
export interface Happening {
  readonly topic: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly atMs: number;
  /** What reading the Admin API gives again when the delivery is lost; null where Shopify keeps nothing to read. */
  readonly resource: string | null;
}

const DAY_MS = 86_400_000;
const DAYS = 10;
/** A person is forgotten when nothing was heard of them for so long; Shopify waits ten days at least. */
const IDLE_MS = 2.5 * DAY_MS;
const COUNTRIES = ['GB', 'FR', 'DE', 'US'];
const TAGS = ['vip', 'Gold', 'wholesale'];
const PRODUCTS = 40;
const DEVICES = ['phone', 'tablet', 'desktop'];
const SEARCHES = ['red bag', 'mug', 'lamp'];

interface Person {
  readonly id: number;
  readonly orders: Order[];
  seenMs: number;
}

type Payload = Record<string, unknown> & { readonly id: number };

interface Order {
  payload: Payload;
  refunds: number;
  isCancelled: boolean;
}

export interface TenDays {
  /** Products of before: no stock can be kept of a variant that is not known, it is read with the prices. */
  readonly catalog: readonly Happening[];
  readonly happenings: readonly Happening[];
}

/** Ten days of a shop and of its visitors' browsers that end at `endMs`, `count` happenings or a few more; the same for the same seed. */
export function happeningsOf(count: number, seed: number, endMs: number): TenDays {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const told: Happening[] = [];
  const people: Person[] = [];
  let nowMs = endMs - DAYS * DAY_MS;
  let nextId = 1;
  const iso = (): string => new Date(nowMs).toISOString();
  const tell = (topic: string, body: Happening['body'], resource: string | null = null): void => {
    told.push({ topic, body, atMs: nowMs, resource });
    nowMs += Math.max(1_000, Math.floor((DAYS * DAY_MS * 0.95) / count));
  };
  const customerRef = ({ id }: Person) => ({ id, admin_graphql_api_id: `gid://shopify/Customer/${id}` });
  const tellCustomer = (person: Person, topic: string): void => {
    const consent = { state: random() < 0.5 ? 'subscribed' : 'unsubscribed', consent_updated_at: iso() };
    const place = { default_address: { country_code: pick(COUNTRIES) } };
    const body = {
      id: person.id,
      created_at: iso(),
      updated_at: iso(),
      email_marketing_consent: consent,
      ...place,
    };
    tell(topic, body, `Customer/${person.id}`);
  };
  const tellOrder = (order: Order, topic: string): void => {
    order.payload = { ...order.payload, updated_at: iso() };
    tell(topic, order.payload, `Order/${order.payload.id}`);
  };
  const line = (id: number) => {
    const product = 1 + Math.floor(random() * PRODUCTS);
    const quantity = 1 + Math.floor(random() * 3);
    return aLine({ id, product_id: product, variant_id: product + 1_000, quantity, price: '12.95' });
  };

  const arrive = (): void => {
    const person: Person = { id: nextId++, orders: [], seenMs: nowMs };
    people.push(person);
    tellCustomer(person, 'customers/create');
  };
  /** Each person has a browser of their own. */
  const see = (person: Person, name: string, seen: Happening['body'] = {}): void => {
    const event = { id: `pixel-${nextId++}`, name, clientId: `browser-${person.id}`, at: iso() };
    tell(`pixel/${name}`, { ...event, ...seen });
  };
  /** The next event of the browser, where one comes in time, tells how long the view lasted. */
  const look = (person: Person, cart: { readonly cartToken?: string }): void => {
    const productId = String(1 + Math.floor(random() * PRODUCTS));
    const view = { productId, viewId: `pixel-${nextId}`, viewedAt: iso() };
    const viewedMs = nowMs;
    see(person, 'product_viewed', { productId, ...cart });
    const lastedMs = nowMs - viewedMs;
    if (lastedMs <= VISIT_GAP_MS && random() < 0.7) see(person, 'view_lasted', { ...view, lastedMs });
  };
  const browse = (person: Person, cart: { readonly cartToken?: string } = {}): void => {
    const draw = random();
    if (draw < 0.3) see(person, 'page_viewed', { device: pick(DEVICES), ...cart });
    else if (draw < 0.9) look(person, cart);
    else if (draw < 0.97) see(person, 'search_submitted', { query: pick(SEARCHES), ...cart });
    else see(person, 'consent_changed', { analytics: false });
  };
  const shop = (person: Person): void => {
    const token = `k${nextId}`;
    const checkout = `c${nextId}`;
    const id = nextId++;
    const created_at = iso();
    const worth = () => (random() * 90 + 5).toFixed(2);
    tell('carts/create', aCartPayload({ token, worth: worth(), updated_at: iso() }));
    if (random() < 0.5) browse(person, { cartToken: token });
    if (random() < 0.5) tell('carts/update', aCartPayload({ token, worth: worth(), updated_at: iso() }));
    if (random() < 0.2) return;
    const customer = customerRef(person);
    tell(
      'checkouts/create',
      aCheckout({ token: checkout, cart_token: token, created_at, updated_at: iso(), customer }),
    );
    if (random() < 0.6) see(person, 'checkout_started', { cartToken: token, checkoutToken: checkout });
    if (random() < 0.3) return;
    const lines = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, index) => line(id * 10 + index));
    const total = lines.reduce((sum, { quantity }) => sum + quantity * 12.95, 0).toFixed(2);
    const ordered = anOrder({
      id,
      customer,
      checkout_token: checkout,
      cart_token: token,
      created_at: iso(),
      processed_at: iso(),
      line_items: lines,
      subtotal_price: total,
      total_price: total,
    });
    const order: Order = { payload: { ...ordered, id }, refunds: 0, isCancelled: false };
    person.orders.push(order);
    tellOrder(order, 'orders/create');
    if (random() < 0.7) tellOrder(order, 'orders/paid');
  };
  const giveBack = (order: Order): void => {
    const [first] = order.payload['line_items'] as ReturnType<typeof aLine>[];
    const refund = aRefund({
      id: nextId++,
      order_id: order.payload.id,
      created_at: iso(),
      refund_line_items: [{ line_item_id: first?.id, quantity: 1, subtotal: 12.95 }],
    });
    order.refunds += 1;
    tell('refunds/create', refund, `Order/${order.payload.id}`);
    const refunds = [...((order.payload['refunds'] ?? []) as unknown[]), refund];
    order.payload = { ...order.payload, refunds };
    tellOrder(order, 'orders/updated');
  };
  const cancel = (order: Order): void => {
    order.isCancelled = true;
    order.payload = { ...order.payload, cancelled_at: iso() };
    tellOrder(order, 'orders/cancelled');
  };
  const tellProduct = (topic: string, id: number): void => {
    const variant = { id: id + 1_000, title: 'Default', price: (random() * 50 + 1).toFixed(2) };
    const stock = { inventory_item_id: id + 2_000, inventory_quantity: Math.floor(random() * 90) };
    const facts = { title: `Product ${id}`, product_type: pick(['Bag', 'Mug', 'Lamp']), status: 'active' };
    tell(topic, { id, ...facts, updated_at: iso(), variants: [{ ...variant, ...stock }] }, `Product/${id}`);
  };
  const tellStock = (id: number): void => {
    if (random() < 0.5) {
      const topic = random() < 0.5 ? 'variants/in_stock' : 'variants/out_of_stock';
      const inventory_quantity = topic === 'variants/in_stock' ? 1 + Math.floor(random() * 9) : 0;
      return tell(topic, { id: id + 1_000, product_id: id, inventory_quantity, updated_at: iso() });
    }
    const available = Math.floor(random() * 50);
    tell('inventory_levels/update', {
      inventory_item_id: id + 2_000,
      location_id: 1,
      available,
      updated_at: iso(),
    });
  };
  const leave = (person: Person): void => void people.splice(people.indexOf(person), 1);
  const merge = (person: Person): void => {
    const kept = pick(people);
    if (!kept || kept === person) return;
    leave(person);
    kept.orders.push(
      ...person.orders.map((order) => ({
        ...order,
        payload: { ...order.payload, customer: customerRef(kept) },
      })),
    );
    tell('customers/merge', {
      admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept.id}`,
      admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${person.id}`,
      status: 'completed',
    });
  };
  const forget = (): void => {
    const person = people.find(({ seenMs }) => nowMs - seenMs > IDLE_MS);
    if (!person) return;
    leave(person);
    const customer = { id: person.id, email: `p${person.id}@example.com` };
    const orders_to_redact = person.orders.map(({ payload }) => payload.id);
    tell('customers/redact', { shop_domain: SHOP_DOMAIN, customer, orders_to_redact });
  };

  for (let id = 1; id <= PRODUCTS; id += 1) tellProduct('products/create', id);
  const catalog = told.splice(0);
  let forgotten = 0;
  while (told.length < count) {
    const draw = random();
    const person = pick(people);
    if (!person || draw < 0.05) {
      arrive();
      continue;
    }
    const order = pick(person.orders.filter(({ isCancelled }) => !isCancelled));
    person.seenMs = nowMs;
    const product = 1 + Math.floor(random() * PRODUCTS);
    if (draw < 0.35) shop(person);
    else if (draw < 0.5) browse(person);
    else if (draw < 0.6) tellCustomer(person, 'customers/update');
    else if (draw < 0.68)
      tell(random() < 0.6 ? 'customer.tags_added' : 'customer.tags_removed', {
        customerId: `gid://shopify/Customer/${person.id}`,
        tags: [pick(TAGS)],
        occurredAt: iso(),
      });
    else if (draw < 0.73)
      tell(random() < 0.6 ? 'customer.joined_segment' : 'customer.left_segment', {
        customer_id: `gid://shopify/Customer/${person.id}`,
        segment_id: 'gid://shopify/Segment/5',
      });
    else if (draw < 0.78) tellProduct('products/update', product);
    else if (draw < 0.87) tellStock(product);
    else if (draw < 0.88) merge(person);
    else if (draw < 0.885 && person.orders.length === 0) {
      leave(person);
      tell('customers/delete', { id: person.id });
    } else if (draw < 0.89 && forgotten < 30) {
      forgotten += 1;
      forget();
    } else if (order && draw < 0.95 && order.refunds < 1) giveBack(order);
    else if (order && draw < 0.97) cancel(order);
  }
  return { catalog, happenings: told };
}
