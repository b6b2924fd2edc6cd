import {
  BlockStack,
  Button,
  Card,
  InlineError,
  InlineStack,
  Select,
  Text,
  TextField,
  useBreakpoints,
} from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { useFetcher } from '@remix-run/react';
import { MAX_TIERS } from '#app/contracts/shop-settings.ts';
import { UnsavedChanges } from '../unsaved-changes.tsx';
import { useCardDraft } from '../use-card-draft.ts';
import { fromDrafts, NEW_TIER, problemsOf, toDrafts, type Tier, type TierDraft } from './tier-draft.ts';

type TiersAnswer = { readonly kind: 'tiers-saved' } | { readonly kind: 'refused'; readonly sentence: string };

const EARNED_BY = [
  { label: 'Spending', value: 'spend' },
  { label: 'Orders', value: 'orders' },
];

/** Which customer tags make which loyalty tier, and what earns it. */
export function TiersCard({ tiers, currency }: { tiers: readonly Tier[]; currency: string }) {
  const fetcher = useFetcher<TiersAnswer>();
  // The head of the table is not there on narrow screens: each field says itself what it is.
  const { mdDown } = useBreakpoints();
  const { data } = fetcher;
  const { draft, opened, setDraft, isDirty, discard, isBusy } = useCardDraft(
    fetcher,
    { kind: 'tiers-saved', toast: 'Tiers saved' },
    tiers,
    (stored) => toDrafts(stored, currency),
  );
  const problems = problemsOf(draft, currency);
  const change = (index: number, part: Partial<TierDraft>) =>
    setDraft(draft.map((tier, at) => (at === index ? { ...tier, ...part } : tier)));
  const save = () =>
    fetcher.submit(JSON.stringify({ intent: 'save-tiers', opened, tiers: fromDrafts(draft, currency) }), {
      method: 'post',
      encType: 'application/json',
    });
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title="Loyalty tiers">
          A customer with the tag is in the tier. A tier without a tag is counted by Attune: who has spent or
          ordered so much within the days, or ever where no days are set, is in it until an order leaves them.
          Where several fit, the first of this list counts: begin with the highest. A tier that a metafield of
          Shopify or a connection tells, as a text named loyalty_tier, goes before the list. Rules ask for it
          as loyalty.tier = “Gold”; where spending earns a tier, a message can say what a customer lacks to
          the next one. Attune sets no tags.
        </CardHead>
        {draft.length > 0 && (
          <div className="tier-row tier-head" aria-hidden>
            <Text as="span">Name</Text>
            <Text as="span">Customer tag</Text>
            <Text as="span">Earned by</Text>
            <Text as="span">At least</Text>
            <Text as="span">Within</Text>
          </div>
        )}
        {draft.map((tier, index) => (
          <div key={index} className="tier-row">
            <TextField
              label={`Name of tier ${index + 1}`}
              labelHidden={!mdDown}
              value={tier.name}
              onChange={(name) => change(index, { name })}
              error={problems.get(`${index}.name`)}
              autoComplete="off"
              placeholder="Name"
            />
            <TextField
              label={`Customer tag of tier ${index + 1}`}
              labelHidden={!mdDown}
              value={tier.tag}
              onChange={(tag) => change(index, { tag })}
              error={problems.get(`${index}.tag`)}
              autoComplete="off"
              placeholder="none: counted"
            />
            <Select
              label={`What earns tier ${index + 1}`}
              labelHidden={!mdDown}
              options={EARNED_BY}
              value={tier.by}
              onChange={(by) => change(index, { by: by === 'orders' ? 'orders' : 'spend' })}
            />
            <TextField
              label={`How much earns tier ${index + 1}`}
              labelHidden={!mdDown}
              value={tier.amount}
              onChange={(amount) => change(index, { amount })}
              error={problems.get(`${index}.spend.amountMinor`) ?? problems.get(`${index}.orders.count`)}
              suffix={tier.by === 'spend' ? currency : 'orders'}
              autoComplete="off"
              placeholder="none"
            />
            <TextField
              label={`Days in which it counts for tier ${index + 1}`}
              labelHidden={!mdDown}
              type="number"
              min={1}
              value={tier.days}
              onChange={(days) => change(index, { days })}
              error={problems.get(`${index}.spend.days`) ?? problems.get(`${index}.orders.days`)}
              placeholder="ever"
              suffix="days"
              disabled={tier.amount.trim() === ''}
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
        {isDirty && data?.kind === 'refused' && <InlineError message={data.sentence} fieldID="tiers" />}
        <InlineStack gap="200" align="space-between">
          <Button disabled={draft.length >= MAX_TIERS} onClick={() => setDraft([...draft, NEW_TIER])}>
            Add tier
          </Button>
          <Button variant="primary" disabled={!isDirty || problems.size > 0} loading={isBusy} onClick={save}>
            Save tiers
          </Button>
        </InlineStack>
      </BlockStack>
      <UnsavedChanges isDirty={isDirty} isSaving={isBusy} onSave={save} onDiscard={discard} />
    </Card>
  );
}
