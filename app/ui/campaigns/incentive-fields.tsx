import { BlockStack, ChoiceList, FormLayout, Text, TextField } from '@shopify/polaris';
import { ProductPicker } from '../product-picker.tsx';
import type { FieldsProps } from './content-fields.tsx';
import { LanguageTabs } from './language-tabs.tsx';
import { GIVES_TITLES, TARGET_TITLES } from './words.ts';

/** What an incentive gives, off what, from which subtotal on, and the message that names it. */
export function IncentiveFields({ currency, ...props }: FieldsProps & { currency: string }) {
  const { draft, change, fields } = props;
  return (
    <BlockStack gap="400">
      <ChoiceList
        title="Gives"
        choices={GIVES.map((value) => ({ value, label: GIVES_TITLES[value] }))}
        selected={[draft.gives]}
        onChange={([chosen]) => change({ gives: GIVES.find((each) => each === chosen) ?? 'percent' })}
      />
      {draft.gives !== 'free-shipping' && <ValueFields currency={currency} {...props} />}
      {draft.gives !== 'free-shipping' && draft.appliesTo === 'products' && (
        <ProductPicker
          picked={draft.picked}
          error={fields['content.appliesTo.productIds']}
          onChange={(picked) => change({ picked })}
        />
      )}
      <TextField
        label="From a subtotal of"
        value={draft.minimum}
        onChange={(minimum) => change({ minimum })}
        error={fields['content.minimum'] ?? fields['content.minimum.amountMinor']}
        suffix={currency}
        placeholder="any"
        autoComplete="off"
        helpText="In a cart of another currency Shopify converts amounts. The discount is given there; this message is not shown, because what it comes to is not known."
      />
      <BudgetFields currency={currency} {...props} />
      <LanguageTabs kind="incentive" {...props} />
    </BlockStack>
  );
}

function ValueFields({ draft, change, fields, currency }: FieldsProps & { currency: string }) {
  return (
    <FormLayout>
      {draft.gives === 'percent' ? (
        <TextField
          label="Percentage off"
          type="number"
          min={0}
          max={100}
          suffix="%"
          value={draft.percent}
          onChange={(percent) => change({ percent })}
          error={fields['content.value.percent']}
          autoComplete="off"
        />
      ) : (
        <TextField
          label="Amount off"
          suffix={currency}
          value={draft.amount}
          onChange={(amount) => change({ amount })}
          error={fields['content.value.amount'] ?? fields['content.value.amount.amountMinor']}
          autoComplete="off"
          helpText="Once, not off each item."
        />
      )}
      <ChoiceList
        title="Off"
        choices={TARGETS.map((value) => ({ value, label: TARGET_TITLES[value] }))}
        selected={[draft.appliesTo]}
        onChange={([chosen]) => change({ appliesTo: TARGETS.find((each) => each === chosen) ?? 'order' })}
      />
    </FormLayout>
  );
}

function BudgetFields({ draft, change, fields, currency }: FieldsProps & { currency: string }) {
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <TextField
          label="Budget"
          type="number"
          min={1}
          suffix="orders"
          value={draft.budgetOrders}
          onChange={(budgetOrders) => change({ budgetOrders })}
          error={fields['content.budget.orders']}
          placeholder="no end"
          autoComplete="off"
        />
        <TextField
          label="Budget in all"
          suffix={currency}
          value={draft.budgetAmount}
          onChange={(budgetAmount) => change({ budgetAmount })}
          error={fields['content.budget.amount'] ?? fields['content.budget.amount.amountMinor']}
          placeholder="no end"
          autoComplete="off"
        />
      </FormLayout.Group>
      <Text as="p" tone="subdued">
        Once orders have got so much, Attune takes the discount back at Shopify, within seconds of the order
        that reaches it. Checkouts already open may add a few. A cancelled order gives back what it took.
      </Text>
    </FormLayout>
  );
}

const GIVES = ['percent', 'amount', 'free-shipping'] as const;
const TARGETS = ['order', 'products', 'shipping'] as const;
