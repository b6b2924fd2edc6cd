import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { SharesFields, sumOf } from './shares-fields.tsx';

interface SplitCardProps {
  readonly arms: readonly { readonly name: string; readonly share: number }[];
  readonly isBusy: boolean;
  readonly onSave: (shares: readonly { readonly name: string; readonly share: number }[]) => void;
}

/** The shares of a running experiment. */
export function SplitCard({ arms, isBusy, onSave }: SplitCardProps) {
  const saved = arms.map(({ share }) => `${Math.round(share * 10_000) / 100}`);
  const [shares, setShares] = useState<readonly string[]>(saved);
  const isDirty = shares.join() !== saved.join();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Shares
        </Text>
        <SharesFields names={arms.map(({ name }) => name)} shares={shares} onChange={setShares} />
        <Text as="p" tone="subdued">
          Only shoppers of arms that shrink move. Whoever moves is left out of the report from then on, so a
          change costs knowledge.
        </Text>
        <InlineStack>
          <Button
            disabled={!isDirty || sumOf(shares) !== 100}
            loading={isBusy}
            onClick={() =>
              onSave(arms.map(({ name }, place) => ({ name, share: Number(shares[place]) / 100 })))
            }
          >
            Change shares
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
