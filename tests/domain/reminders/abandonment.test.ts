import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gid } from '#app/domain/kernel/ids.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import { abandonmentsOf } from '#app/domain/profiles/abandonments.ts';
import type { ActivityRecord } from '#app/domain/profiles/activity-record.ts';
import { cartStories } from '#app/domain/profiles/cart-stories.ts';
import { judgeCart, type CartRecord } from '#app/domain/reminders/abandonment.ts';

const LEFT_AT = 1_800_000_000;
const DAY = SECONDS.day;
const cart = (given: Partial<CartRecord> = {}): CartRecord => ({
  cartToken: 'c',
  customerId: gid('Customer', 1),
  changedAt: LEFT_AT,
  closedAt: null,
  reached: 'cart',
  lines: [{ variantId: gid('ProductVariant', 1), productId: gid('Product', 1), quantity: 1 }],
  valueMinor: 500,
  order: null,
  ...given,
});
const orderedAt = (at: number) => cart({ closedAt: at, order: { id: gid('Order', 1), at } });

describe('judgeCart', () => {
  it('calls a cart abandoned from the very second on', () => {
    expect(judgeCart(cart(), DAY, LEFT_AT + DAY - 1)).toEqual({ kind: 'open', at: LEFT_AT + DAY });
    expect(judgeCart(cart(), DAY, LEFT_AT + DAY)).toEqual({
      kind: 'abandoned',
      abandonedAt: LEFT_AT + DAY,
      order: null,
    });
  });

  it('waits as long as the shop says', () => {
    expect(judgeCart(cart(), SECONDS.hour, LEFT_AT + SECONDS.hour).kind).toBe('abandoned');
    expect(judgeCart(cart(), 7 * DAY, LEFT_AT + 7 * DAY - 1).kind).toBe('open');
  });

  it('lets an order of the last second before come in time, and one in the second itself too late', () => {
    expect(judgeCart(orderedAt(LEFT_AT + DAY - 1), DAY, LEFT_AT + 9 * DAY).kind).toBe('closed');
    const late = orderedAt(LEFT_AT + DAY);
    expect(judgeCart(late, DAY, LEFT_AT + DAY)).toMatchObject({ kind: 'abandoned', order: late.order });
  });

  it('never calls an emptied or deleted cart abandoned', () => {
    expect(judgeCart(cart({ lines: [] }), DAY, LEFT_AT + 9 * DAY).kind).toBe('closed');
    expect(judgeCart(cart({ closedAt: LEFT_AT + 5 }), DAY, LEFT_AT + 9 * DAY).kind).toBe('closed');
  });

  it('agrees with the fact carts.last_abandoned on every cart without a checkout', () => {
    const change = fc.record({ kind: fc.constantFrom('cart', 'cart_emptied'), after: fc.nat(3 * DAY) });
    const world = fc.record({
      changes: fc.array(change, { minLength: 1, maxLength: 6 }),
      orderedAfter: fc.option(fc.nat(3 * DAY)),
      lookedAfter: fc.nat(3 * DAY),
    });
    fc.assert(
      fc.property(world, ({ changes, orderedAfter, lookedAfter }) => {
        let at = LEFT_AT;
        const records = changes.map(({ kind, after }, index) => record(kind, (at += after + 1), index));
        const last = records.at(-1);
        const order = orderedAfter === null ? null : { id: gid('Order', 1), at: at + orderedAfter + 1 };
        if (order) records.push(record('checkout', order.at, 99));
        const judged = cart({
          changedAt: at,
          order,
          closedAt: order?.at ?? null,
          lines: last?.kind === 'cart' ? cart().lines : [],
        });
        const now = at + lookedAfter;
        const verdict = judgeCart(judged, DAY, now);
        const facts = abandonmentsOf(cartStories(records)).filter(
          (each) => each.at >= at + DAY && each.at <= now,
        );
        expect(verdict.kind === 'abandoned' ? [{ at: verdict.abandonedAt }] : []).toEqual(facts);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

function record(kind: string, at: number, index: number): ActivityRecord {
  const base = { key: `${index}`, at, cartToken: 'c', productId: null, query: null, valueMinor: 1 };
  return { ...base, kind: kind as ActivityRecord['kind'] };
}
