import { BlockStack, Button, Card, Text, TextField } from '@shopify/polaris';
import { Link, useFetcher } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { MOST_HOLDOUT } from '#app/contracts/shop-settings.ts';
import { showToast } from '../app-bridge.ts';

type HoldoutAnswer =
  { readonly kind: 'holdout-saved' } | { readonly kind: 'refused'; readonly sentence: string };

/** How many shoppers see nothing of Attune. `holdout` is a share, 0 to 1; shown in percent. */
export function HoldoutCard({ holdout }: { holdout: number }) {
  const fetcher = useFetcher<HoldoutAnswer>();
  const saved = String(Math.round(holdout * 1_000) / 10);
  const [percent, setPercent] = useState(saved);
  const { data, state } = fetcher;
  useEffect(() => {
    if (state === 'idle' && data?.kind === 'holdout-saved') showToast('Holdout saved');
  }, [data, state]);
  const save = () =>
    fetcher.submit(
      JSON.stringify({
        intent: 'save-holdout',
        holdout: percent === '' ? null : Number(percent) / 100,
      }),
      { method: 'post', encType: 'application/json' },
    );
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Holdout
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            This share of shoppers sees nothing of Attune in checkout, whatever runs. Comparing what they buy
            with what the others buy tells what Attune really adds. A signed-in customer is always in the same
            group, a guest for one checkout. At 0 everyone sees your campaigns, and their effect cannot be
            measured.
          </Text>
        </BlockStack>
        <TextField
          label="Shoppers held out"
          type="number"
          min={0}
          max={MOST_HOLDOUT * 100}
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
        <Link to="/app/holdout">What Attune added, by the holdout</Link>
      </BlockStack>
    </Card>
  );
}
