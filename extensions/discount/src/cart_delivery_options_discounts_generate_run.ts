import { chooseIncentive, DELIVERY_TARGETS } from '../../../app/domain/campaigns/incentives/choose.ts';
import { readCart, readConfiguration, type FunctionInput } from './input.ts';
import { valueOf, type DiscountValue } from './value.ts';

export interface DeliveryInput extends FunctionInput {
  readonly cart: FunctionInput['cart'] & { readonly deliveryGroups: readonly { readonly id: string }[] };
}

interface DeliveryOperation {
  readonly deliveryDiscountsAdd: {
    readonly selectionStrategy: 'ALL';
    readonly candidates: readonly {
      readonly message: string;
      readonly targets: readonly { readonly deliveryGroup: { readonly id: string } }[];
      readonly value: DiscountValue;
    }[];
  };
}

/** At most one incentive off shipping: the first of the configuration that fits, on every delivery option of every group. */
export function cartDeliveryOptionsDiscountsGenerateRun(input: DeliveryInput): {
  readonly operations: readonly DeliveryOperation[];
} {
  const incentive = chooseIncentive(readConfiguration(input), DELIVERY_TARGETS, readCart(input, []));
  const targets = input.cart.deliveryGroups.map(({ id }) => ({ deliveryGroup: { id } }));
  if (incentive === null || targets.length === 0) return { operations: [] };
  const candidates = [{ message: incentive.name, targets, value: valueOf(incentive, input) }];
  return { operations: [{ deliveryDiscountsAdd: { selectionStrategy: 'ALL', candidates } }] };
}
