import { BlockStack, Card, Modal, Page, TextField } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { formatTime } from '../format.ts';
import { SaveProblem } from '../save-problem.tsx';
import { UnsavedChanges } from '../unsaved-changes.tsx';
import { useSave } from '../use-save.ts';
import { appendCondition, FactList } from './fact-list.tsx';
import { PreviewCard } from './preview-card.tsx';
import type { Preview } from './preview-card.tsx';
import { readRule, RuleField } from './rule-field.tsx';

export interface SegmentDraft {
  readonly name: string;
  readonly description: string;
  readonly rule: string;
}

export interface SegmentEditorView {
  /** Null for a new segment. */
  readonly segment:
    (SegmentDraft & { readonly id: string; readonly version: number; readonly updatedAt: Instant }) | null;
  /** What a new segment starts as. */
  readonly start: SegmentDraft;
  readonly currency: string;
  readonly timezone: string;
}

interface PreviewAnswer {
  readonly kind: 'preview';
  readonly rule: string;
  readonly preview: Preview | null;
}

/** The editor of one segment: a rule as text, its meaning, its members, and the facts to choose from. */
export function SegmentEditor({ segment, start, currency, timezone }: SegmentEditorView) {
  const saved: SegmentDraft = segment ?? { name: '', description: '', rule: '' };
  const [draft, setDraft] = useState<SegmentDraft>(segment ?? start);
  const { send, touch, isBusy, isDone, fields, sentence } = useSave('/app/segments');
  const change = (part: Partial<SegmentDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    touch(Object.keys(part));
  };
  const save = () => send({ intent: 'save', version: segment?.version ?? 0, draft: { ...draft } });
  const { preview, isCounting } = usePreview(draft.rule, currency);
  const isDirty = (['name', 'description', 'rule'] as const).some((field) => draft[field] !== saved[field]);
  const [isAsking, setIsAsking] = useState(false);
  return (
    <Page
      title={segment?.name ?? 'New segment'}
      subtitle={segment ? `Last changed at ${formatTime(segment.updatedAt, timezone)}` : undefined}
      backAction={{ content: 'Segments', url: '/app/segments' }}
      primaryAction={{ content: 'Save', onAction: save, disabled: !isDirty, loading: isBusy }}
      secondaryActions={
        segment
          ? [
              { content: 'Health', url: `/app/segments/${segment.id}/health` },
              { content: 'Delete', destructive: true, onAction: () => setIsAsking(true) },
            ]
          : []
      }
    >
      <BlockStack gap="400">
        {sentence !== null && <SaveProblem sentence={sentence} />}
        <div className="two-columns">
          <BlockStack gap="400">
            <Card>
              <BlockStack gap="400">
                <TextField
                  label="Name"
                  value={draft.name}
                  onChange={(name) => change({ name })}
                  error={fields.name}
                  maxLength={80}
                  autoComplete="off"
                />
                <TextField
                  label="Note for your team"
                  value={draft.description}
                  onChange={(description) => change({ description })}
                  error={fields.description}
                  maxLength={300}
                  autoComplete="off"
                  placeholder="Optional; shown in the list instead of the rule in words"
                />
                <RuleField
                  rule={draft.rule}
                  currency={currency}
                  isEmptyFine={fields.rule === undefined}
                  onChange={(rule) => change({ rule })}
                />
              </BlockStack>
            </Card>
            <PreviewCard preview={preview} isCounting={isCounting} currency={currency} timezone={timezone} />
          </BlockStack>
          <FactList onInsert={(condition) => change({ rule: appendCondition(draft.rule, condition) })} />
        </div>
      </BlockStack>
      <UnsavedChanges
        isDirty={isDirty && !isDone}
        isSaving={isBusy}
        onSave={save}
        onDiscard={() => setDraft(saved)}
      />
      <Modal
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={`Delete “${saved.name}”?`}
        primaryAction={{
          content: 'Delete',
          destructive: true,
          onAction: () => (setIsAsking(false), send({ intent: 'remove' })),
        }}
        secondaryActions={[{ content: 'Keep', onAction: () => setIsAsking(false) }]}
      >
        <Modal.Section>
          The rule is removed for good. Shoppers and their profiles stay as they are.
        </Modal.Section>
      </Modal>
    </Page>
  );
}

const PREVIEW_DELAY_MS = 400;

/** Asks the server for the members of a rule that can be read, a moment after the last key. */
function usePreview(rule: string, currency: string): { preview: Preview | null; isCounting: boolean } {
  const fetcher = useFetcher<PreviewAnswer>();
  const submit = useRef(fetcher.submit);
  submit.current = fetcher.submit;
  const isReadable = readRule(rule, currency).words !== null;
  useEffect(() => {
    if (!isReadable) return undefined;
    const timer = setTimeout(
      () =>
        submit.current(JSON.stringify({ intent: 'preview', rule }), {
          method: 'post',
          encType: 'application/json',
        }),
      PREVIEW_DELAY_MS,
    );
    return () => clearTimeout(timer);
  }, [rule, isReadable]);
  const answer = fetcher.data;
  const isFresh = answer?.rule === rule;
  return { preview: isReadable ? (answer?.preview ?? null) : null, isCounting: isReadable && !isFresh };
}
