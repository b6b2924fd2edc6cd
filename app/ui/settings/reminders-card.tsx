import { BlockStack, Button, Card, Checkbox, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { useFetcher } from '@remix-run/react';
import type { ReminderSettings } from '#app/contracts/shop-settings.ts';
import { UnsavedChanges } from '../unsaved-changes.tsx';
import { useCardDraft } from '../use-card-draft.ts';

type Answer = { readonly kind: 'reminders-saved' } | { readonly kind: 'refused'; readonly sentence: string };

/** When a cart counts as left, and whether its shopper is reminded. */
export function RemindersCard({
  reminders,
  hasMailServer,
}: {
  reminders: ReminderSettings;
  hasMailServer: boolean;
}) {
  const fetcher = useFetcher<Answer>();
  const { data } = fetcher;
  const { draft, opened, setDraft, isDirty, discard, isBusy } = useCardDraft(
    fetcher,
    { kind: 'reminders-saved', toast: 'Reminders saved' },
    reminders,
    toDraft,
  );
  const { isOn, by } = draft;
  const canSend = hasMailServer || by === 'flow';
  const numberOf = (text: string) => (text.trim() === '' ? null : Number(text));
  const save = () => {
    const hours = {
      waitHours: numberOf(draft.waitHours),
      quietFrom: numberOf(draft.quietFrom),
      quietTo: numberOf(draft.quietTo),
    };
    fetcher.submit(JSON.stringify({ intent: 'save-reminders', opened, reminders: { isOn, by, ...hours } }), {
      method: 'post',
      encType: 'application/json',
    });
  };
  const hour = (name: 'waitHours' | 'quietFrom' | 'quietTo', label: string, suffix: string) => (
    <TextField
      label={label}
      type="number"
      min={0}
      suffix={suffix}
      value={draft[name]}
      onChange={(value) => setDraft({ ...draft, [name]: value })}
      autoComplete="off"
    />
  );
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title="Reminders of carts that were left">
          One e-mail a cart, to customers who agreed to marketing e-mail. Prices and stock are checked when it
          is sent; quiet hours are those where the shopper lives.
        </CardHead>
        <Checkbox
          label="Send reminders"
          checked={isOn}
          onChange={(checked) => setDraft({ ...draft, isOn: checked })}
          disabled={!canSend && !isOn}
          helpText={canSend ? undefined : 'Enter the mail server below first.'}
        />
        <Select
          label="Who tells the shopper"
          options={[
            { value: 'attune', label: 'Attune, through your mail server' },
            { value: 'flow', label: 'A workflow of Shopify Flow that begins with “Cart left”' },
          ]}
          value={by}
          onChange={(chosen) => setDraft({ ...draft, by: chosen === 'flow' ? 'flow' : 'attune' })}
        />
        <FormLayout>
          <FormLayout.Group condensed>
            {hour('waitHours', 'A cart counts as left after', 'hours')}
            {hour('quietFrom', 'Quiet from', 'o’clock')}
            {hour('quietTo', 'Quiet to', 'o’clock')}
          </FormLayout.Group>
        </FormLayout>
        {isDirty && data?.kind === 'refused' && (
          <Text as="p" tone="critical">
            {data.sentence}
          </Text>
        )}
        <div>
          <Button onClick={save} loading={isBusy} disabled={!isDirty}>
            Save
          </Button>
        </div>
      </BlockStack>
      <UnsavedChanges isDirty={isDirty} isSaving={isBusy} onSave={save} onDiscard={discard} />
    </Card>
  );
}

const toDraft = ({ waitHours, quietFrom, quietTo, ...rest }: ReminderSettings) => ({
  ...rest,
  waitHours: String(waitHours),
  quietFrom: String(quietFrom),
  quietTo: String(quietTo),
});
