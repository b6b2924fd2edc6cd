import type { AdminContext, Args, FieldTable } from '#sandbox/admin-api/context.ts';
import type { FunctionDiscount } from '#sandbox/functions/discount-store.ts';
import { isoOf } from '#sandbox/shop/time.ts';
import { metafieldFields, namespaceOf } from './shared.ts';

/** Handle of the one function that the app has (extensions/discount). */
const FUNCTION_HANDLE = 'attune-incentives';

interface DiscountInput extends Partial<Omit<FunctionDiscount, 'discountId'>> {
  readonly metafields?: readonly {
    readonly namespace?: string | null;
    readonly key: string;
    readonly type?: string | null;
    readonly value: string;
  }[];
}

const inputOf = (args: Args): DiscountInput => args['automaticAppDiscount'] as DiscountInput;
const refusal = (field: readonly string[], message: string) => ({
  automaticAppDiscount: null,
  userErrors: [{ code: 'INVALID', field, message }],
});
const NO_DISCOUNT = 'Discount does not exist.';

function setMetafields({ metafields = [] }: DiscountInput, ownerId: string, context: AdminContext): void {
  for (const { namespace, key, type, value } of metafields)
    context.metafields.set(
      { ownerId, namespace: namespaceOf(namespace), key, type: type ?? 'json', value },
      context.settings.now(),
    );
}

function create(args: Args, context: AdminContext): unknown {
  const { metafields, ...input } = inputOf(args);
  if (!input.title) return refusal(['automaticAppDiscount', 'title'], "Title can't be blank.");
  if (context.discounts.list().some(({ title }) => title === input.title))
    return refusal(['automaticAppDiscount', 'title'], 'Title must be unique for automatic discount.');
  if (input.functionHandle !== FUNCTION_HANDLE)
    return refusal(['automaticAppDiscount', 'functionHandle'], 'Function does not exist.');
  const discount = context.discounts.create({
    title: input.title,
    functionHandle: input.functionHandle,
    startsAt: String(input.startsAt ?? isoOf(context.settings.now())),
    endsAt: input.endsAt ?? null,
    discountClasses: input.discountClasses ?? ['PRODUCT'],
    combinesWith: input.combinesWith ?? {},
  });
  setMetafields({ metafields: metafields ?? [] }, discount.discountId, context);
  return { automaticAppDiscount: discount, userErrors: [] };
}

function update(args: Args, context: AdminContext): unknown {
  const { metafields, ...change } = inputOf(args);
  const discount = context.discounts.update(String(args['id']), change);
  if (!discount) return refusal(['id'], NO_DISCOUNT);
  setMetafields({ metafields: metafields ?? [] }, discount.discountId, context);
  return { automaticAppDiscount: discount, userErrors: [] };
}

function remove(args: Args, context: AdminContext): unknown {
  const id = String(args['id']);
  if (context.discounts.delete(id)) return { deletedAutomaticDiscountId: id, userErrors: [] };
  const userErrors = [{ code: 'INVALID', field: ['id'], message: NO_DISCOUNT }];
  return { deletedAutomaticDiscountId: null, userErrors };
}

/** Discounts of functions, for the table of mutations. */
export const discountMutations: FieldTable<unknown> = {
  discountAutomaticAppCreate: (_root, args, context) => create(args, context),
  discountAutomaticAppUpdate: (_root, args, context) => update(args, context),
  discountAutomaticDelete: (_root, args, context) => remove(args, context),
};

const discountNode: FieldTable<FunctionDiscount> = {
  id: ({ discountId }) => discountId,
  ...metafieldFields<FunctionDiscount>(({ discountId }) => discountId),
};
const discountApp: FieldTable<FunctionDiscount> = { status: () => 'ACTIVE' };
const combinesWith: FieldTable<Readonly<Record<string, boolean>>> = {
  orderDiscounts: (all) => all['orderDiscounts'] ?? false,
  productDiscounts: (all) => all['productDiscounts'] ?? false,
  shippingDiscounts: (all) => all['shippingDiscounts'] ?? false,
};

export const discountFields = {
  DiscountAutomaticNode: discountNode,
  DiscountAutomaticApp: discountApp,
  DiscountCombinesWith: combinesWith,
};
