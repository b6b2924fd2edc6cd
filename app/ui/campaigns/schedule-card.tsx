import { BlockStack, Card, FormLayout, Text, TextField } from '@shopify/polaris';
import type { FocusEvent } from 'react';
import type { FieldsProps } from './content-fields.tsx';
import { UNFINISHED } from './editor-draft.ts';

/** From when until when it shows, as the shop's clocks say. */
export function ScheduleCard({ timezone, draft, change, fields }: FieldsProps & { timezone: string }) {
  const end = (name: 'from' | 'until') => ({
    type: 'datetime-local' as const,
    max: '9999-12-31T23:59',
    value: draft[name] === UNFINISHED ? '' : draft[name],
    onChange: (wall: string) => change({ [name]: wall }),
    onBlur: (event?: FocusEvent) => {
      const isUnfinished = event?.target instanceof HTMLInputElement && event.target.validity.badInput;
      if (isUnfinished !== (draft[name] === UNFINISHED)) change({ [name]: isUnfinished ? UNFINISHED : '' });
    },
    error: fields[`schedule.${name}`],
    autoComplete: 'off',
    clearButton: true,
    onClearButtonClick: () => change({ [name]: '' }),
  });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Schedule
        </Text>
        <FormLayout>
          <TextField label="From" {...end('from')} />
          <TextField
            label="Until"
            {...end('until')}
            helpText={`In ${timezone}, to the second. Empty: at once, without end.`}
          />
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
