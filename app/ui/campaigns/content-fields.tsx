import { BlockStack, Checkbox, ChoiceList, InlineError, Select, TextField } from '@shopify/polaris';
import { MAX_OFFERS, MESSAGE_TONES } from '#app/contracts/campaign-content.ts';
import type { EditorDraft } from './editor-draft.ts';
import { ProductPicker } from '../product-picker.tsx';
import { TONE_TITLES } from './words.ts';
import type { CampaignKind } from './words.ts';

export interface FieldsProps {
  readonly draft: EditorDraft;
  readonly change: (part: Partial<EditorDraft>) => void;
  /** Problems by dotted path. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The fields of what is shown, for a kind of campaign. */
export function ContentFields({ kind, ...props }: FieldsProps & { kind: CampaignKind }) {
  if (kind === 'message') return <MessageFields {...props} />;
  return kind === 'upsell' ? <UpsellFields {...props} /> : <SavedDetailsFields {...props} />;
}

function UpsellFields({ draft, change, fields }: FieldsProps) {
  return (
    <BlockStack gap="400">
      <TextField
        label="Headline"
        value={draft.headline}
        onChange={(headline) => change({ headline })}
        error={fields['content.headline']}
        maxLength={80}
        showCharacterCount
        autoComplete="off"
        placeholder="You may also like"
      />
      <Select
        label="Offers at once"
        options={Array.from({ length: MAX_OFFERS }, (_, index) => ({
          label: String(index + 1),
          value: String(index + 1),
        }))}
        value={String(draft.maxOffers)}
        onChange={(count) => change({ maxOffers: Number(count) })}
        error={fields['content.maxOffers']}
        helpText="At most; fewer when fewer fit."
      />
      <ChoiceList
        title="Products"
        choices={[
          {
            value: 'recommended',
            label: 'Recommended for each shopper',
            helpText: 'From what they bought and have in the cart, learned from your orders.',
          },
          {
            value: 'products',
            label: 'Products I pick',
            helpText: 'Offered in this order; ones already in the cart or sold out are left out.',
          },
        ]}
        selected={[draft.source]}
        onChange={([source]) => change({ source: source === 'products' ? 'products' : 'recommended' })}
      />
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

const PLACEHOLDER_HELP =
  '{{bought}} becomes a product the shopper bought, {{consider}} the one suggested. Without a value for one the message is not shown.';

function MessageFields({ draft, change, fields }: FieldsProps) {
  return (
    <BlockStack gap="400">
      <TextField
        label="Title"
        value={draft.title}
        onChange={(title) => change({ title })}
        error={fields['content.title']}
        maxLength={80}
        showCharacterCount
        autoComplete="off"
        placeholder="Welcome back"
      />
      <TextField
        label="Text"
        value={draft.body}
        onChange={(body) => change({ body })}
        error={fields['content.body']}
        maxLength={300}
        showCharacterCount
        multiline={3}
        autoComplete="off"
        placeholder="Because you bought {{bought}}, consider {{consider}}."
        helpText={PLACEHOLDER_HELP}
      />
      <Select
        label="Tone"
        options={MESSAGE_TONES.map((tone) => ({ label: TONE_TITLES[tone], value: tone }))}
        value={draft.tone}
        onChange={(chosen) => change({ tone: MESSAGE_TONES.find((tone) => tone === chosen) ?? 'info' })}
      />
    </BlockStack>
  );
}

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
