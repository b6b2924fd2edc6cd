import type { CustomerId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { CartRecord, CartVerdict } from './abandonment.ts';
import type { Cancellation } from './reasons.ts';

/**
 * `open` was left and then changed again; `sending` was handed to the mail server, whose answer is not stored yet; `recovered` was
 * ordered after it was left, reminded or not.
 */
export type AbandonedState = 'open' | 'abandoned' | 'sending' | 'reminded' | 'recovered' | 'cancelled';

/** What became of a cart that was left. */
export interface AbandonedCart {
  readonly cartToken: string;
  readonly customerId: CustomerId | null;
  readonly changedAt: Instant;
  readonly abandonedAt: Instant;
  readonly valueMinor: number | null;
  readonly reached: CartRecord['reached'];
  readonly state: AbandonedState;
  /** Set where `state` is cancelled. */
  readonly why: Cancellation | null;
  /** Set where `state` is abandoned. */
  readonly nextTryAt: Instant | null;
  readonly sentAt: Instant | null;
  readonly order: CartRecord['order'];
}

/**
 * What is to be stored of a cart after its verdict; null where nothing is, or nothing changes. A reminder that went out, or may have,
 * is never taken back: a later abandonment of the same cart brings no second one.
 */
export function followCart(
  known: AbandonedCart | null,
  cart: CartRecord,
  verdict: CartVerdict,
  { isOn }: { readonly isOn: boolean },
): AbandonedCart | null {
  if (known?.state === 'recovered' || (known === null && verdict.kind !== 'abandoned')) return null;
  if (cart.order !== null) return recovered(known, cart, verdict);
  if (verdict.kind === 'abandoned') return abandoned(known, cart, verdict.abandonedAt, isOn);
  if (known === null || known.state !== 'abandoned') return null;
  const base = { ...known, nextTryAt: null };
  return verdict.kind === 'open' ? { ...base, state: 'open' } : { ...base, state: 'cancelled', why: 'ended' };
}

function recovered(
  known: AbandonedCart | null,
  cart: CartRecord,
  verdict: CartVerdict,
): AbandonedCart | null {
  const left = known ?? (verdict.kind === 'abandoned' ? describe(cart, verdict.abandonedAt) : null);
  return (
    left && {
      ...left,
      customerId: cart.customerId,
      state: 'recovered',
      why: null,
      nextTryAt: null,
      order: cart.order,
    }
  );
}

function abandoned(
  known: AbandonedCart | null,
  cart: CartRecord,
  abandonedAt: Instant,
  isOn: boolean,
): AbandonedCart | null {
  const isSettled = known !== null && (known.sentAt !== null || known.state === 'sending');
  const isKnown = known !== null && known.abandonedAt === abandonedAt && known.state !== 'open';
  if (isSettled || isKnown || known?.why === 'unknown') return null;
  const left = describe(cart, abandonedAt);
  if (!isOn) return { ...left, state: 'cancelled', why: 'off' };
  if (cart.customerId === null) return { ...left, state: 'cancelled', why: 'no-customer' };
  return { ...left, state: 'abandoned', nextTryAt: abandonedAt };
}

function describe(cart: CartRecord, abandonedAt: Instant) {
  const { cartToken, customerId, changedAt, valueMinor, reached } = cart;
  const left = { cartToken, customerId, changedAt, abandonedAt, valueMinor, reached };
  return { ...left, why: null, nextTryAt: null, sentAt: null, order: null };
}
