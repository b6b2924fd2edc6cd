import { BlockStack, Checkbox, ChoiceList, InlineError, Select } from '@shopify/polaris';
import { MOST_OFFERS, STRATEGIES } from '#app/contracts/campaign-content.ts';
import type { EditorDraft } from './editor-draft.ts';
import { ProductPicker } from '../product-picker.tsx';
import { IncentiveFields } from './incentive-fields.tsx';
import { LanguageTabs } from './language-tabs.tsx';
import { LayoutField } from './layout-field.tsx';
import { MessageFields } from './message-fields.tsx';
import { SOURCE_TITLES, STRATEGY_HELP, STRATEGY_TITLES } from './words.ts';
import type { CampaignKind } from './words.ts';

export interface FieldsProps {
  readonly draft: EditorDraft;
  readonly change: (part: Partial<EditorDraft>) => void;
  /** Problems by dotted path. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The fields of what is shown, for a kind of campaign. */
export function ContentFields({
  kind,
  collections,
  currency,
  ...props
}: FieldsProps & { kind: CampaignKind; collections: readonly string[]; currency: string }) {
  if (kind === 'message') return <MessageFields {...props} />;
  if (kind === 'incentive') return <IncentiveFields currency={currency} {...props} />;
  if (kind === 'savedDetails') return <SavedDetailsFields {...props} />;
  return (
    <BlockStack gap="400">
      <LanguageTabs kind={kind} {...props} />
      <UpsellFields collections={collections} {...props} />
    </BlockStack>
  );
}

function UpsellFields({
  draft,
  change,
  fields,
  collections,
}: FieldsProps & { collections: readonly string[] }) {
  return (
    <BlockStack gap="400">
      <LayoutField
        chosen={draft.layout}
        onChange={(layout) => change({ layout, maxOffers: MOST_OFFERS[layout] })}
      />
      {draft.layout !== 'one' && (
        <Select
          label="Offers"
          options={Array.from({ length: MOST_OFFERS[draft.layout] }, (_, index) => String(index + 1))}
          value={String(draft.maxOffers)}
          onChange={(count) => change({ maxOffers: Number(count) })}
          error={fields['content.maxOffers']}
          helpText="At most; fewer when fewer fit."
        />
      )}
      {draft.layout !== 'chips' && (
        <Checkbox
          label="Let the buyer choose how many"
          helpText="Up to 10 of a product: never more than are in stock, or than your guardrails allow in a cart."
          checked={draft.choosesUnits}
          onChange={(choosesUnits) => change({ choosesUnits })}
        />
      )}
      <ChoiceList
        title="Products"
        choices={[
          {
            value: 'recommended',
            label: SOURCE_TITLES.recommended,
            helpText: 'From what they bought and have in the cart, learned from your orders.',
          },
          {
            value: 'usual',
            label: SOURCE_TITLES.usual,
            helpText:
              'Of signed-in customers: bought on two days or more and due again, by their own rhythm; most often bought first. Made for chips.',
          },
          {
            value: 'collection',
            label: SOURCE_TITLES.collection,
            helpText: 'Those that fit the shopper first, then the rest of it.',
          },
          {
            value: 'products',
            label: SOURCE_TITLES.products,
            helpText: 'Offered in this order; ones already in the cart or sold out are left out.',
          },
        ]}
        selected={[draft.source]}
        onChange={([chosen]) =>
          change({ source: SOURCES.find((source) => source === chosen) ?? 'recommended' })
        }
      />
      {draft.source === 'recommended' && (
        <Select
          label="Strategy"
          options={STRATEGIES.map((strategy) => ({ value: strategy, label: STRATEGY_TITLES[strategy] }))}
          value={draft.strategy}
          onChange={(chosen) =>
            change({ strategy: STRATEGIES.find((strategy) => strategy === chosen) ?? 'best' })
          }
          helpText={STRATEGY_HELP[draft.strategy]}
        />
      )}
      {draft.source === 'collection' && (
        <Select
          label="Collection"
          options={[...new Set([draft.collection, ...collections])].map((title) => ({
            value: title,
            label: title || 'Choose a collection',
          }))}
          value={draft.collection}
          onChange={(collection) => change({ collection })}
          error={fields['content.source.title']}
        />
      )}
      {draft.source === 'products' && (
        <ProductPicker
          picked={draft.picked}
          error={fields['content.source.productIds']}
          onChange={(picked) => change({ picked })}
        />
      )}
    </BlockStack>
  );
}

const SOURCES = ['recommended', 'usual', 'collection', 'products'] as const;

function SavedDetailsFields({ draft, change, fields }: FieldsProps) {
  return (
    <BlockStack gap="200">
      <Checkbox
        label="Offer the last delivery address"
        helpText="For signed-in customers: one tap fills it in, one more takes it back."
        checked={draft.address}
        onChange={(address) => change({ address })}
      />
      <Checkbox
        label="Remind of the last payment type"
        helpText="A hint such as “Last time you paid with PayPal”. Attune never holds card data."
        checked={draft.paymentHint}
        onChange={(paymentHint) => change({ paymentHint })}
      />
      {fields['content.address'] !== undefined && (
        <InlineError message={fields['content.address']} fieldID="saved-details" />
      )}
    </BlockStack>
  );
}
