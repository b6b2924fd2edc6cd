import { BlockStack, Button, Card, Checkbox, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import type { ReminderSettings } from '#app/contracts/shop-settings.ts';
import { useToast } from '../use-toast.ts';

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
  const { data, state } = fetcher;
  const [isOn, setIsOn] = useState(reminders.isOn);
  const [by, setBy] = useState(reminders.by);
  const [texts, setTexts] = useState({
    waitHours: String(reminders.waitHours),
    quietFrom: String(reminders.quietFrom),
    quietTo: String(reminders.quietTo),
  });
  useToast(data, data?.kind === 'reminders-saved' ? 'Reminders saved' : null);
  const canSend = hasMailServer || by === 'flow';
  const numberOf = (text: string) => (text.trim() === '' ? null : Number(text));
  const save = () => {
    const { waitHours, quietFrom, quietTo } = texts;
    const hours = {
      waitHours: numberOf(waitHours),
      quietFrom: numberOf(quietFrom),
      quietTo: numberOf(quietTo),
    };
    fetcher.submit(JSON.stringify({ intent: 'save-reminders', reminders: { isOn, by, ...hours } }), {
      method: 'post',
      encType: 'application/json',
    });
  };
  const hour = (name: keyof typeof texts, label: string, suffix: string) => (
    <TextField
      label={label}
      type="number"
      min={0}
      suffix={suffix}
      value={texts[name]}
      onChange={(value) => setTexts({ ...texts, [name]: value })}
      autoComplete="off"
    />
  );
  return (
    <Card>
      <div id="reminders">
        <BlockStack gap="400">
          <CardHead title="Reminders of carts that were left">
            One e-mail a cart, to customers who agreed to marketing e-mail. Prices and stock are checked when
            it is sent; quiet hours are those where the shopper lives.
          </CardHead>
          <Checkbox
            label="Send reminders"
            checked={isOn}
            onChange={setIsOn}
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
            onChange={(chosen) => setBy(chosen === 'flow' ? 'flow' : 'attune')}
          />
          <FormLayout>
            <FormLayout.Group condensed>
              {hour('waitHours', 'A cart counts as left after', 'hours')}
              {hour('quietFrom', 'Quiet from', 'o’clock')}
              {hour('quietTo', 'Quiet to', 'o’clock')}
            </FormLayout.Group>
          </FormLayout>
          {data?.kind === 'refused' && (
            <Text as="p" tone="critical">
              {data.sentence}
            </Text>
          )}
          <div>
            <Button onClick={save} loading={state !== 'idle'}>
              Save
            </Button>
          </div>
        </BlockStack>
      </div>
    </Card>
  );
}
