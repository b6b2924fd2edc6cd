import { BlockStack, Button, Card, Checkbox, FormLayout, InlineStack, Link } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { TIER_SOURCE } from '#app/domain/profiles/connected.ts';
import type { TierSource } from '#app/domain/quality/connections/connection.ts';
import { CardHead } from '../card-head.tsx';
import { MetafieldFields } from '../connections/metafield-fields.tsx';
import { SaveProblem } from '../save-problem.tsx';
import { UnsavedChanges } from '../unsaved-changes.tsx';
import { useCardDraft } from '../use-card-draft.ts';

/** Where the shop's tiers stand in Shopify. */
export interface TierSourceView extends Omit<TierSource, 'kind'> {
  readonly isOn: boolean;
}

type SourceAnswer =
  | { readonly kind: 'tier-source-saved' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'tier-source-refused'; readonly problems: Readonly<Record<string, string>> };

const NONE: TierSourceView = { isOn: false, namespace: '', key: '' };

/** Which metafield of the customer holds the loyalty tier, for shops whose loyalty app writes one. */
export function TierSourceCard({ tierSource }: { tierSource: TierSourceView | null }) {
  const fetcher = useFetcher<SourceAnswer>();
  const { data } = fetcher;
  const { draft, opened, setDraft, isDirty, discard, isBusy } = useCardDraft(
    fetcher,
    { kind: 'tier-source-saved', toast: 'Metafield saved' },
    tierSource,
    (stored) => stored ?? NONE,
  );
  const problems = isDirty && data?.kind === 'tier-source-refused' ? data.problems : {};
  const change = (part: Partial<TierSourceView>) => setDraft({ ...draft, ...part });
  const save = () =>
    fetcher.submit(JSON.stringify({ intent: 'save-tier-source', opened, tierSource: draft }), {
      method: 'post',
      encType: 'application/json',
    });
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title="Tiers in Shopify">
          Where a loyalty app writes the tier into a metafield of the customer, Attune reads it: when the
          customer changes in Shopify, and, unless its connection says otherwise, once a day. It goes before
          what a connection tells, and before the tags and counts above; those hold for customers without one.{' '}
          {tierSource && (
            <Link url={`/app/connections/${TIER_SOURCE}`}>How many customers it told a tier of</Link>
          )}
        </CardHead>
        <FormLayout>
          <Checkbox
            label="Read the tier from a metafield"
            checked={draft.isOn}
            onChange={(isOn) => change({ isOn })}
            helpText="Switched off, what it told is taken back from every customer."
          />
          <MetafieldFields
            place={draft}
            change={({ path = draft.path, ...part }) => change({ ...part, path: path || undefined })}
            problems={problems}
            helpText="smile.vip_tier_name has the namespace smile and the key vip_tier_name. A metafield of text, of a list of texts (its first), or of JSON, where the member is named, such as vip_tier."
            examples={{ namespace: 'custom', key: 'loyalty_tier' }}
            hasPath
          />
        </FormLayout>
        {isDirty && data?.kind === 'refused' && <SaveProblem sentence={data.sentence} />}
        <InlineStack align="end">
          <Button variant="primary" disabled={!isDirty} loading={isBusy} onClick={save}>
            Save metafield
          </Button>
        </InlineStack>
      </BlockStack>
      <UnsavedChanges isDirty={isDirty} isSaving={isBusy} onSave={save} onDiscard={discard} />
    </Card>
  );
}
