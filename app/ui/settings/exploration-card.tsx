import { BlockStack, Button, Card, Text, TextField } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { MOST_EXPLORATION } from '#app/contracts/shop-settings.ts';
import { showToast } from '../app-bridge.ts';

type ExplorationAnswer =
  { readonly kind: 'exploration-saved' } | { readonly kind: 'refused'; readonly sentence: string };

/** In how many checkouts a last offer is drawn by chance. `exploration` is a share, 0 to 1; shown in percent. */
export function ExplorationCard({ exploration }: { exploration: number }) {
  const fetcher = useFetcher<ExplorationAnswer>();
  const saved = String(Math.round(exploration * 1_000) / 10);
  const [percent, setPercent] = useState(saved);
  const { data, state } = fetcher;
  useEffect(() => {
    if (state === 'idle' && data?.kind === 'exploration-saved') showToast('Exploration saved');
  }, [data, state]);
  const save = () =>
    fetcher.submit(
      JSON.stringify({
        intent: 'save-exploration',
        exploration: percent === '' ? null : Number(percent) / 100,
      }),
      { method: 'post', encType: 'application/json' },
    );
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Exploration
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            In this share of checkouts the last of two or more recommended offers is drawn by chance from the
            five best that are left, so that a new model can be judged before a shopper sees it. At 0 nothing
            is drawn, and new models are judged by past orders alone.
          </Text>
        </BlockStack>
        <TextField
          label="Checkouts that explore"
          type="number"
          min={0}
          max={MOST_EXPLORATION * 100}
          step={0.1}
          suffix="%"
          value={percent}
          onChange={setPercent}
          autoComplete="off"
          error={data?.kind === 'refused' ? data.sentence : undefined}
          connectedRight={
            <Button onClick={save} loading={state !== 'idle'} disabled={percent === saved}>
              Save
            </Button>
          }
        />
      </BlockStack>
    </Card>
  );
}
