import {
  BlockStack,
  Button,
  Card,
  Checkbox,
  FormLayout,
  InlineError,
  InlineStack,
  Select,
  Text,
  TextField,
} from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { useFetcher } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { GuardrailSettings } from '#app/domain/campaigns/guardrails/settings.ts';
import { UnsavedChanges } from '../unsaved-changes.tsx';
import { useCardDraft } from '../use-card-draft.ts';
import { fromDraft, problemsOf, toDraft, type GuardrailDraft } from './guardrail-draft.ts';

type GuardrailsAnswer =
  { readonly kind: 'guardrails-saved' } | { readonly kind: 'refused'; readonly sentence: string };

const CONSENT_LEVELS = [
  { label: 'None: offers need no consent', value: 'none' },
  { label: 'Preferences', value: 'preferences' },
  { label: 'Marketing', value: 'marketing' },
];

type TextName = {
  [Name in keyof GuardrailDraft]: GuardrailDraft[Name] extends string ? Name : never;
}[keyof GuardrailDraft];
type FlagName = Exclude<keyof GuardrailDraft, TextName>;

/** What may never be offered, as far as it is the shop's own to decide. */
export function GuardrailsCard({ guardrails }: { guardrails: GuardrailSettings }) {
  const fetcher = useFetcher<GuardrailsAnswer>();
  const { data } = fetcher;
  const { draft, opened, setDraft, isDirty, discard, isBusy } = useCardDraft(
    fetcher,
    { kind: 'guardrails-saved', toast: 'Guardrails saved' },
    guardrails,
    toDraft,
  );
  const problems = problemsOf(draft);
  const save = () =>
    fetcher.submit(JSON.stringify({ intent: 'save-guardrails', opened, guardrails: fromDraft(draft) }), {
      method: 'post',
      encType: 'application/json',
    });
  const text = (name: TextName, label: string, helpText: string, suffix?: string) => (
    <TextField
      label={label}
      value={draft[name]}
      onChange={(value) => setDraft({ ...draft, [name]: value })}
      error={problems[name]}
      helpText={helpText}
      suffix={suffix}
      autoComplete="off"
    />
  );
  const flag = (name: FlagName, label: string, helpText?: string) => (
    <Checkbox
      label={label}
      checked={draft[name]}
      onChange={(checked) => setDraft({ ...draft, [name]: checked })}
      helpText={helpText}
    />
  );
  return (
    <Card>
      <BlockStack gap="500">
        <CardHead title="Guardrails">
          Each offer is checked against all of these just before it is shown, whatever campaign it comes from.
          What is always refused, such as products that are sold out, unpublished or already in the cart,
          needs no setting.
        </CardHead>
        <Section title="Price">
          <FormLayout.Group>
            {text('priceCeilingPercent', 'Dearest offer', 'In percent of the cart. Empty: any price.', '%')}
            {text('marginFloorPercent', 'Least margin', 'In percent of the price. Empty: any margin.', '%')}
          </FormLayout.Group>
          {flag('offersUnknownCost', 'Offer products whose cost is not known')}
        </Section>
        <Section title="Shopper">
          <FormLayout.Group>
            {text(
              'ownedDays',
              'Rest after a purchase',
              'Sooner where their own purchases say they are due.',
              'days',
            )}
            {text('dismissedDays', 'Rest after a dismissal', 'In their later checkouts.', 'days')}
          </FormLayout.Group>
          <FormLayout.Group>
            {text(
              'shownTimes',
              'Rest after checkouts without a tap',
              'Empty: shown however often.',
              'checkouts',
            )}
            {text('shownDays', 'Counted over', 'Older checkouts do not count.', 'days')}
          </FormLayout.Group>
          {flag('offersReturned', 'Offer a product again that the shopper gave back')}
        </Section>
        <Section title="Products">
          {text(
            'ageWords',
            'Age-restricted words',
            'Comma between. A product with one of them in its type, tags or collections is never offered.',
          )}
          {text('hiddenTags', 'Tags that keep a product out', 'Comma between.')}
        </Section>
        <Section title="Buyer and cart">
          <FormLayout.Group>
            <Select
              label="Consent an offer needs"
              options={CONSENT_LEVELS}
              value={draft.consent}
              onChange={(consent) => setDraft({ ...draft, consent })}
            />
            {text('mostUnits', 'Most units in a cart', 'The offered one counted. Empty: any number.')}
          </FormLayout.Group>
          {flag('offersToBusiness', 'Make offers to company buyers (B2B)')}
          {flag(
            'mixesShipping',
            'Mix goods and downloads',
            'Offer shipped goods for a cart of downloads, and downloads for a cart of goods.',
          )}
        </Section>
        {isDirty && data?.kind === 'refused' && <InlineError message={data.sentence} fieldID="guardrails" />}
        <InlineStack align="end">
          <Button
            variant="primary"
            disabled={!isDirty || Object.keys(problems).length > 0}
            loading={isBusy}
            onClick={save}
          >
            Save guardrails
          </Button>
        </InlineStack>
      </BlockStack>
      <UnsavedChanges isDirty={isDirty} isSaving={isBusy} onSave={save} onDiscard={discard} />
    </Card>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <FormLayout>{children}</FormLayout>
    </BlockStack>
  );
}
