import { BlockStack, Card, FormLayout, Text, TextField } from '@shopify/polaris';
import type { FieldsProps } from './content-fields.tsx';

/** From when until when it shows, as the shop's clocks say. */
export function ScheduleCard({ timezone, draft, change, fields }: FieldsProps & { timezone: string }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Schedule
        </Text>
        <FormLayout>
          <TextField
            label="From"
            type="datetime-local"
            value={draft.from}
            onChange={(from) => change({ from })}
            error={fields['schedule.from']}
            autoComplete="off"
            clearButton
            onClearButtonClick={() => change({ from: '' })}
          />
          <TextField
            label="Until"
            type="datetime-local"
            value={draft.until}
            onChange={(until) => change({ until })}
            error={fields['schedule.until']}
            autoComplete="off"
            clearButton
            onClearButtonClick={() => change({ until: '' })}
            helpText={`In ${timezone}, to the second. Empty: at once, without end.`}
          />
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
