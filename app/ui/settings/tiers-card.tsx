import { BlockStack, Button, Card, InlineError, InlineStack, Text, TextField } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { useFetcher } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { MAX_TIERS, shopSettingsChange } from '#app/contracts/shop-settings.ts';
import { showToast } from '../app-bridge.ts';
import { UnsavedChanges } from '../unsaved-changes.tsx';

interface Tier {
  readonly name: string;
  readonly tag: string;
}

type TiersAnswer = { readonly kind: 'tiers-saved' } | { readonly kind: 'refused'; readonly sentence: string };

/** Which customer tags make which loyalty tier. */
export function TiersCard({ tiers }: { tiers: readonly Tier[] }) {
  const fetcher = useFetcher<TiersAnswer>();
  const [draft, setDraft] = useState<readonly Tier[]>(tiers);
  const { data, state } = fetcher;
  useEffect(() => {
    if (state === 'idle' && data?.kind === 'tiers-saved') showToast('Tiers saved');
  }, [data, state]);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(tiers);
  const problems = problemsOf(draft);
  const change = (index: number, part: Partial<Tier>) =>
    setDraft(draft.map((tier, at) => (at === index ? { ...tier, ...part } : tier)));
  const save = () =>
    fetcher.submit(JSON.stringify({ intent: 'save-tiers', tiers: draft.map((tier) => ({ ...tier })) }), {
      method: 'post',
      encType: 'application/json',
    });
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title="Loyalty tiers">
          A customer with the tag is in the tier; rules ask for it as loyalty.tier = “Gold”. With several tags
          the first of this list counts.
        </CardHead>
        {draft.length > 0 && (
          <div className="tier-row" aria-hidden>
            <Text as="span">Name</Text>
            <Text as="span">Customer tag</Text>
          </div>
        )}
        {draft.map((tier, index) => (
          <div key={index} className="tier-row">
            <TextField
              label={`Name of tier ${index + 1}`}
              labelHidden
              value={tier.name}
              onChange={(name) => change(index, { name })}
              error={problems.get(`${index}.name`)}
              autoComplete="off"
            />
            <TextField
              label={`Customer tag of tier ${index + 1}`}
              labelHidden
              value={tier.tag}
              onChange={(tag) => change(index, { tag })}
              error={problems.get(`${index}.tag`)}
              autoComplete="off"
            />
            <Button
              variant="tertiary"
              accessibilityLabel={`Remove tier ${index + 1}`}
              onClick={() => setDraft(draft.filter((_, at) => at !== index))}
            >
              Remove
            </Button>
          </div>
        ))}
        {data?.kind === 'refused' && <InlineError message={data.sentence} fieldID="tiers" />}
        <InlineStack gap="200" align="space-between">
          <Button
            disabled={draft.length >= MAX_TIERS}
            onClick={() => setDraft([...draft, { name: '', tag: '' }])}
          >
            Add tier
          </Button>
          <Button
            variant="primary"
            disabled={!isDirty || problems.size > 0}
            loading={state !== 'idle'}
            onClick={save}
          >
            Save tiers
          </Button>
        </InlineStack>
      </BlockStack>
      <UnsavedChanges
        isDirty={isDirty}
        isSaving={state !== 'idle'}
        onSave={save}
        onDiscard={() => setDraft(tiers)}
      />
    </Card>
  );
}

/** What is wrong by place, e.g. "1.tag": found as one types, by the schema the server uses. */
function problemsOf(tiers: readonly Tier[]): ReadonlyMap<string, string> {
  const parsed = shopSettingsChange.safeParse({ tiers });
  if (parsed.success) return new Map();
  return new Map(parsed.error.issues.map((issue) => [issue.path.slice(1).join('.'), issue.message]));
}
