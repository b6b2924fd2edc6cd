import { minorOf } from '#sandbox/shop/money.ts';
import type { CheckoutDiscount, CheckoutTotals } from '#sandbox/shop/shop.ts';

interface Candidate {
  readonly message?: string;
  readonly targets: readonly { readonly cartLine?: { readonly id: string } }[];
  readonly value: {
    readonly percentage?: { readonly value: string };
    readonly fixedAmount?: { readonly amount: string };
  };
}
interface Candidates {
  readonly candidates: readonly Candidate[];
}

/** What a discount function answers, as far as the sandbox does it: the first candidate of each operation. */
export interface Operation {
  readonly orderDiscountsAdd?: Candidates;
  readonly productDiscountsAdd?: Candidates;
  readonly deliveryDiscountsAdd?: Candidates;
}

/** Operations as amounts: a percentage is rounded half up, and nothing costs less than nothing. */
export function applyOperations(
  operations: readonly Operation[],
  totals: CheckoutTotals,
): readonly CheckoutDiscount[] {
  return operations.flatMap(({ orderDiscountsAdd, productDiscountsAdd, deliveryDiscountsAdd }) => [
    ...discountOf('order', orderDiscountsAdd, totals),
    ...discountOf('product', productDiscountsAdd, totals),
    ...discountOf('shipping', deliveryDiscountsAdd, totals),
  ]);
}

function discountOf(
  kind: CheckoutDiscount['kind'],
  operation: Candidates | undefined,
  totals: CheckoutTotals,
): readonly CheckoutDiscount[] {
  const candidate = operation?.candidates[0];
  if (!candidate) return [];
  const bases = kind === 'shipping' ? [] : basesOf(kind, candidate, totals);
  const baseMinor = kind === 'shipping' ? totals.shippingMinor : bases.reduce((sum, base) => sum + base, 0);
  const percent = candidate.value.percentage ? Number(candidate.value.percentage.value) : null;
  const wantedMinor =
    percent === null
      ? minorOf(candidate.value.fixedAmount?.amount ?? '0')
      : Math.round((baseMinor * percent) / 100);
  const amountMinor = Math.min(wantedMinor, baseMinor);
  if (amountMinor === 0) return [];
  return [{ title: candidate.message ?? '', kind, percent, amountMinor, byLine: spread(amountMinor, bases) }];
}

/** By place of the line, what of it the discount is about. */
function basesOf(
  kind: CheckoutDiscount['kind'],
  { targets }: Candidate,
  { lines }: CheckoutTotals,
): readonly number[] {
  const ids = new Set(targets.flatMap(({ cartLine }) => cartLine?.id ?? []));
  return lines.map(({ id, totalMinor }) => (kind === 'order' || ids.has(id) ? totalMinor : 0));
}

/** An amount over lines in proportion, to the penny: each gets what is due up to it, less what those before it got. */
function spread(amountMinor: number, bases: readonly number[]): readonly number[] {
  const all = bases.reduce((sum, base) => sum + base, 0);
  let seen = 0;
  return bases.map((base) => {
    const before = Math.round((amountMinor * seen) / all);
    seen += base;
    return Math.round((amountMinor * seen) / all) - before;
  });
}
