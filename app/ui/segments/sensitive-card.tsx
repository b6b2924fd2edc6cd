import { BlockStack, Card, ChoiceList, Text, TextField } from '@shopify/polaris';
import type { SensitiveBasis, SensitiveMention } from '#app/domain/segments/sensitive.ts';

interface SensitiveCardProps {
  readonly mentions: readonly SensitiveMention[];
  readonly basis: SensitiveBasis | null;
  /** Problems by dotted path. */
  readonly fields: Readonly<Record<string, string>>;
  readonly onChange: (basis: SensitiveBasis) => void;
}

const NONE: SensitiveBasis = { basis: 'consent', reason: '', tag: '' };

/** Asks why a rule may name what is sensitive. Nothing is saved without it. */
export function SensitiveCard({ mentions, basis, fields, onChange }: SensitiveCardProps) {
  const given = basis ?? NONE;
  const named = mentions.map(({ text, category }) => `“${text}” (${category})`).join(', ');
  const choose = ([kind]: string[]) =>
    onChange(
      kind === 'mistaken'
        ? { basis: 'mistaken', reason: given.reason }
        : { basis: 'consent', reason: given.reason, tag: '' },
    );
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            This rule says something sensitive
          </Text>
          <Text as="p">
            {`It names ${named}. Say why it may: the answer is kept with the segment, with who gave it and when.`}
          </Text>
        </BlockStack>
        <ChoiceList
          title="Why it may"
          titleHidden
          selected={[given.basis]}
          onChange={choose}
          choices={[
            {
              value: 'consent',
              label: 'Its members agreed to this',
              helpText: 'A customer tag says who did; it becomes a condition of the rule.',
            },
            { value: 'mistaken', label: 'The words are about something else' },
          ]}
        />
        {given.basis === 'consent' && (
          <TextField
            label="Customer tag of those who agreed"
            value={given.tag}
            onChange={(tag) => onChange({ ...given, tag })}
            error={fields['sensitive.tag']}
            placeholder="health-offers-consent"
            maxLength={255}
            autoComplete="off"
          />
        )}
        <TextField
          label="Reason"
          value={given.reason}
          onChange={(reason) => onChange({ ...given, reason })}
          error={fields['sensitive.reason'] ?? fields.sensitive}
          maxLength={500}
          multiline={2}
          autoComplete="off"
        />
      </BlockStack>
    </Card>
  );
}
