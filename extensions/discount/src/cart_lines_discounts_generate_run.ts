import { chooseIncentive, isOneOf, LINE_TARGETS } from '../../../app/domain/campaigns/incentives/choose.ts';
import type { ProductId } from '../../../app/domain/kernel/ids.ts';
import { readCart, readConfiguration, type FunctionInput } from './input.ts';
import { valueOf, type DiscountValue } from './value.ts';

export interface CartLinesInput extends FunctionInput {
  readonly cart: FunctionInput['cart'] & {
    readonly lines: readonly {
      readonly id: string;
      readonly merchandise: { readonly __typename: string; readonly product?: { readonly id: ProductId } };
    }[];
  };
}

interface Candidate<Target> {
  readonly message: string;
  readonly targets: readonly Target[];
  readonly value: DiscountValue;
}

type CartOperation =
  | {
      readonly orderDiscountsAdd: {
        readonly selectionStrategy: 'FIRST';
        readonly candidates: readonly Candidate<{
          readonly orderSubtotal: { readonly excludedCartLineIds: readonly string[] };
        }>[];
      };
    }
  | {
      readonly productDiscountsAdd: {
        readonly selectionStrategy: 'FIRST';
        readonly candidates: readonly Candidate<{ readonly cartLine: { readonly id: string } }>[];
      };
    };

/** At most one incentive off the order or off products: the first of the configuration that fits this cart. */
export function cartLinesDiscountsGenerateRun(input: CartLinesInput): {
  readonly operations: readonly CartOperation[];
} {
  const lines = input.cart.lines.map(({ id, merchandise }) => ({
    id,
    productId: merchandise.product?.id ?? null,
  }));
  const cart = readCart(
    input,
    lines.map(({ productId }) => productId),
  );
  const incentive = chooseIncentive(readConfiguration(input), LINE_TARGETS, cart);
  if (incentive === null || lines.length === 0) return { operations: [] };
  const { appliesTo, name: message } = incentive;
  const value = valueOf(incentive, input);
  if (appliesTo.kind !== 'products') {
    const targets = [{ orderSubtotal: { excludedCartLineIds: [] } }];
    const candidates = [{ message, targets, value }];
    return { operations: [{ orderDiscountsAdd: { selectionStrategy: 'FIRST', candidates } }] };
  }
  const targets = lines
    .filter(({ productId }) => isOneOf(productId, appliesTo.productIds))
    .map(({ id }) => ({ cartLine: { id } }));
  const candidates = [{ message, targets, value }];
  return { operations: [{ productDiscountsAdd: { selectionStrategy: 'FIRST', candidates } }] };
}
