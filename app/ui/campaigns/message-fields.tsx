import {
  BlockStack,
  Box,
  Checkbox,
  Collapsible,
  FormLayout,
  Button,
  InlineStack,
  List,
  Select,
  Text,
  TextField,
} from '@shopify/polaris';
import { useState } from 'react';
import { MESSAGE_TONES, PLACEHOLDERS } from '#app/contracts/campaign-content.ts';
import type { FieldsProps } from './content-fields.tsx';
import { LanguageTabs } from './language-tabs.tsx';
import { MESSAGE_STARTS } from './message-starts.ts';
import { PLACEHOLDER_HELP, TONE_TITLES } from './words.ts';

/** What a banner says, and what its placeholders are worked out from. */
export function MessageFields(props: FieldsProps) {
  const { draft, change, fields } = props;
  const asks = (name: string) => asksFor(draft, name);
  return (
    <BlockStack gap="400">
      {draft.title === '' && draft.body === '' && <StartChoice change={change} />}
      <LanguageTabs kind="message" {...props} />
      <PlaceholderHelp />
      {(asks('missing') || fields['content.thresholds'] !== undefined) && (
        <TextField
          label="Amount to reach, for {{missing}}"
          value={draft.thresholds}
          onChange={(thresholds) => change({ thresholds })}
          error={fields['content.thresholds']}
          autoComplete="off"
          placeholder="40.00 GBP, 50.00 EUR"
          helpText="One for each currency you sell in. In a cart of another currency the message is not shown."
        />
      )}
      {(asks('missing') || asks('toNextTier') || draft.showsProgress) && (
        <Checkbox
          label="Show a progress bar"
          helpText="How much is reached of what the text says is missing."
          checked={draft.showsProgress}
          onChange={(showsProgress) => change({ showsProgress })}
          error={fields['content.showsProgress']}
        />
      )}
      {asks('arrives') && <DeliveryFields {...props} />}
      <Select
        label="Tone"
        options={MESSAGE_TONES.map((tone) => ({ label: TONE_TITLES[tone], value: tone }))}
        value={draft.tone}
        onChange={(chosen) => change({ tone: MESSAGE_TONES.find((tone) => tone === chosen) ?? 'info' })}
      />
    </BlockStack>
  );
}

function asksFor({ title, body, translations }: FieldsProps['draft'], name: string): boolean {
  const texts = [{ title, body }, ...Object.values(translations)];
  const pattern = new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`);
  return texts.some((each) => pattern.test(`${each.title} ${each.body}`));
}

function DeliveryFields({ draft, change, fields }: FieldsProps) {
  return (
    <BlockStack gap="200">
      <Checkbox
        label="Promise a day of arrival, for {{arrives}}"
        checked={draft.promisesDelivery}
        onChange={(promisesDelivery) => change({ promisesDelivery })}
        error={fields['content.delivery']}
      />
      {draft.promisesDelivery && (
        <FormLayout>
          <FormLayout.Group condensed>
            <Select
              label="Leaves the same day until"
              options={Array.from({ length: 24 }, (_, hour) => ({
                value: String(hour),
                label: `${String(hour).padStart(2, '0')}:00`,
              }))}
              value={draft.cutoffHour}
              onChange={(cutoffHour) => change({ cutoffHour })}
            />
            <TextField
              label="Arrives after"
              type="number"
              min={1}
              suffix="working days"
              value={draft.workingDays}
              onChange={(workingDays) => change({ workingDays })}
              error={fields['content.delivery.workingDays']}
              autoComplete="off"
            />
          </FormLayout.Group>
        </FormLayout>
      )}
    </BlockStack>
  );
}

function StartChoice({ change }: Pick<FieldsProps, 'change'>) {
  return (
    <BlockStack gap="200">
      <Text as="p" tone="subdued">
        Start from one of these, or write your own.
      </Text>
      <InlineStack gap="200">
        {MESSAGE_STARTS.map(({ label, draft }) => (
          <Button key={label} size="slim" onClick={() => change(draft)}>
            {label}
          </Button>
        ))}
      </InlineStack>
    </BlockStack>
  );
}

function PlaceholderHelp() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <BlockStack gap="200">
      <InlineStack>
        <Button
          variant="plain"
          disclosure={isOpen ? 'up' : 'down'}
          ariaExpanded={isOpen}
          ariaControls="placeholders"
          onClick={() => setIsOpen(!isOpen)}
        >
          What a text can fill in
        </Button>
      </InlineStack>
      <Collapsible id="placeholders" open={isOpen}>
        <Box paddingBlockEnd="200">
          <List>
            {PLACEHOLDERS.map((name) => (
              <List.Item key={name}>{`{{${name}}}: ${PLACEHOLDER_HELP[name]}`}</List.Item>
            ))}
          </List>
        </Box>
        <Text as="p" tone="subdued">
          Where one has no value for a shopper, the message is not shown.
        </Text>
      </Collapsible>
    </BlockStack>
  );
}
