import { BlockStack, InlineStack, Text, TextField } from '@shopify/polaris';

interface SharesFieldsProps {
  readonly names: readonly string[];
  /** In percent, as typed. */
  readonly shares: readonly string[];
  readonly onChange: (shares: readonly string[]) => void;
}

/** The share of each arm in percent, with what they make together. */
export function SharesFields({ names, shares, onChange }: SharesFieldsProps) {
  const sum = sumOf(shares);
  return (
    <BlockStack gap="200">
      <InlineStack gap="300">
        {names.map((name, place) => (
          <div key={place} className="share-field">
            <TextField
              label={name === '' ? `Arm ${place}` : name}
              type="number"
              min={1}
              max={99}
              suffix="%"
              autoComplete="off"
              value={shares[place] ?? ''}
              onChange={(value) => onChange(shares.map((share, at) => (at === place ? value : share)))}
            />
          </div>
        ))}
      </InlineStack>
      {sum !== 100 && (
        <Text as="p" tone="critical">
          {`Together ${sum}%; expected 100%.`}
        </Text>
      )}
    </BlockStack>
  );
}

export function sumOf(shares: readonly string[]): number {
  return Math.round(shares.reduce((sum, share) => sum + Number(share), 0) * 100) / 100;
}

/** Whole percents as equal as can be, control first. */
export function equalShares(count: number): readonly string[] {
  const each = Math.floor(100 / count);
  return Array.from({ length: count }, (_, place) => `${place === 0 ? 100 - each * (count - 1) : each}`);
}
