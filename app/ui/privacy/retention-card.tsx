import { BlockStack, Card, Text, TextField } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import type { RetentionKind, RetentionSettings } from '#app/contracts/retention-settings.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { CardHead } from '../card-head.tsx';
import { formatTime, plural } from '../format.ts';
import { SaveProblem } from '../save-problem.tsx';
import { UnsavedChanges } from '../unsaved-changes.tsx';
import { useCardDraft } from '../use-card-draft.ts';

interface Enforced {
  readonly kind: RetentionKind;
  readonly at: Instant;
  readonly removed: number;
}

interface RetentionCardProps {
  readonly retention: RetentionSettings;
  readonly enforced: readonly Enforced[];
  readonly timezone: string;
}

type Answer =
  | { readonly kind: 'retention-saved' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'retention-refused'; readonly problems: Readonly<Record<string, string>> };

const KINDS: readonly { readonly kind: RetentionKind; readonly label: string; readonly note: string }[] = [
  {
    kind: 'visits',
    label: 'Visits',
    note: 'What customers looked at, for how long, and searched for. Of browsers without a customer 90 days at most.',
  },
  {
    kind: 'records',
    label: 'What decisions were made from',
    note: 'Until then a past decision can be made again.',
  },
  {
    kind: 'decisions',
    label: 'Decisions',
    note: 'What was shown, and what became of it. Figures of campaigns reach no further back.',
  },
  {
    kind: 'deliveries',
    label: 'Webhooks, once understood',
    note: 'Their text. Their ids stay 30 days, to know repetitions.',
  },
  { kind: 'quarantine', label: 'Webhooks, refused', note: 'Until then they can be replayed.' },
  { kind: 'addresses', label: 'Saved details', note: 'The address and the payment type of the last order.' },
  { kind: 'reminders', label: 'Left carts', note: 'And whether they were reminded of.' },
  {
    kind: 'inactive',
    label: 'Inactive customers',
    note: 'Without an order, a visit or a cart they are erased, their orders stay without them. Empty: never.',
  },
];

type Draft = Readonly<Record<RetentionKind, string>>;

/** For how many days each kind of data is kept, and what came of it. */
export function RetentionCard({ retention, enforced, timezone }: RetentionCardProps) {
  const fetcher = useFetcher<Answer>();
  const { data } = fetcher;
  const { draft, opened, setDraft, isDirty, discard, isBusy } = useCardDraft(
    fetcher,
    { kind: 'retention-saved', toast: 'Retention saved' },
    retention,
    draftOf,
  );
  const problems = isDirty && data?.kind === 'retention-refused' ? data.problems : {};
  const save = () =>
    fetcher.submit(JSON.stringify({ intent: 'save-retention', opened, retention: toSent(draft) }), {
      method: 'post',
      encType: 'application/json',
    });
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title="How long data is kept">
          Looked at every hour. What is past its days is removed from the database, and from profiles that
          were made of it.{enforced.length === 0 && ' Not looked at yet.'}
        </CardHead>
        {KINDS.map(({ kind, label, note }) => (
          <div key={kind} className="retention-row">
            <TextField
              label={label}
              type="number"
              suffix="days"
              value={draft[kind]}
              onChange={(value) => setDraft({ ...draft, [kind]: value })}
              error={problems[kind] ?? problems[`retention.${kind}`]}
              helpText={note}
              autoComplete="off"
            />
            {enforced
              .filter((each) => each.kind === kind)
              .map((each) => (
                <Text as="p" variant="bodySm" tone="subdued" key={each.kind}>
                  {sayEnforced(each, timezone)}
                </Text>
              ))}
          </div>
        ))}
        {isDirty && data?.kind === 'refused' && <SaveProblem sentence={data.sentence} />}
      </BlockStack>
      <UnsavedChanges isDirty={isDirty} isSaving={isBusy} onSave={save} onDiscard={discard} />
    </Card>
  );
}

function draftOf(retention: RetentionSettings): Draft {
  const entries = KINDS.map(({ kind }) => [kind, retention[kind] === null ? '' : String(retention[kind])]);
  return Object.fromEntries(entries) as Draft;
}

function toSent(draft: Draft): Readonly<Record<string, number | null>> {
  const entries = KINDS.map(({ kind }) => {
    const text = draft[kind].trim();
    return [kind, text === '' && kind === 'inactive' ? null : Number(text === '' ? NaN : text)];
  });
  return Object.fromEntries(entries);
}

function sayEnforced(enforced: Enforced, timezone: string): string {
  return `Enforced ${formatTime(enforced.at, timezone)}; ${plural(enforced.removed, 'row')} removed so far.`;
}
