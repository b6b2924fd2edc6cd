import { Badge, BlockStack, Card, Page, TextField } from '@shopify/polaris';
import { useMemo, useRef, useState } from 'react';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Catalogues } from '#app/domain/segments/complete/catalogues.ts';
import { sensitiveMentions, type SensitiveRecord } from '#app/domain/segments/sensitive.ts';
import { DeleteQuestion } from '../delete-question.tsx';
import { formatTime } from '../format.ts';
import { SaveProblem } from '../save-problem.tsx';
import { UnsavedChanges } from '../unsaved-changes.tsx';
import { useRefresh } from '../use-refresh.ts';
import { useOpened } from '../use-opened.ts';
import { useSave } from '../use-save.ts';
import { BuildProgress, type BuildView } from './build-progress.tsx';
import { PreviewCard, type Preview } from './preview-card.tsx';
import { readRule } from './read-rule.ts';
import { RuleCard } from './rule-card.tsx';
import { draftOf, EMPTY_DRAFT, isSameDraft, type SegmentDraft } from './segment-draft.ts';
import { SensitiveCard } from './sensitive-card.tsx';
import { ShopifyExport } from './shopify-export.tsx';
import { ShopifyImport } from './shopify-import.tsx';
import { TemplateGallery, type TemplateView } from './template-gallery.tsx';
import { useAsk } from '../use-ask.ts';
import { ASK_URL } from './ask-url.ts';
import { WhyCard } from './why-card.tsx';

export interface SegmentEditorView {
  /** Null for a new segment. */
  readonly segment:
    | (Omit<SegmentDraft, 'sensitive'> & {
        readonly id: string;
        readonly version: number;
        readonly updatedAt: Instant;
        readonly sensitive: SensitiveRecord | null;
        readonly build: BuildView | null;
      })
    | null;
  /** What a new segment may start from. */
  readonly templates: readonly TemplateView[];
  /** What the link to a new segment brought along: a rule, or a query of Shopify's to import. */
  readonly start: { readonly name: string; readonly rule: string; readonly query: string };
  readonly currency: string;
  readonly timezone: string;
}

/** The editor of one segment: the rule as rows and as text, what it means, who is in it, and why. */
export function SegmentEditor({ segment, templates, start, currency, timezone }: SegmentEditorView) {
  const stored = segment ? draftOf(segment) : EMPTY_DRAFT;
  const { draft, setDraft, saved, version, isDirty } = useOpened<SegmentDraft>(
    { version: segment?.version ?? 0, stored },
    segment ? stored : { ...EMPTY_DRAFT, name: start.name, rule: start.rule },
    isSameDraft,
  );
  const [isImporting, setIsImporting] = useState(segment === null && start.query !== '');
  const [shopper, setShopper] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const { send, touch, forget, isBusy, isDone, fields, sentence } = useSave('/app/segments');
  const catalogues = useAsk<Catalogues>(ASK_URL, VALUES).answer ?? NO_VALUES;
  const read = useMemo(() => readRule(draft.rule, currency), [draft.rule, currency]);
  const readable = useLastReadable(draft.rule, read.rule !== null);
  const counted = useAsk<{ preview: Preview | null }>(ASK_URL, previewOf(readable), PREVIEW_DELAY_MS);
  const mentions = read.rule === null ? [] : sensitiveMentions(read.rule, tagOf(draft));
  useRefresh(segment?.build ? 1_000 : null);
  const change = (part: Partial<SegmentDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    touch(Object.keys(part));
  };
  const save = () => send({ intent: 'save', version, draft: { ...draft } });
  const isBlank = segment === null && draft.rule.trim() === '';
  return (
    <Page
      fullWidth
      title={segment?.name ?? 'New segment'}
      subtitle={segment ? `Last changed at ${formatTime(segment.updatedAt, timezone)}` : undefined}
      titleMetadata={segment?.build ? <Badge tone="info">Finding members</Badge> : undefined}
      backAction={{ content: 'Segments', url: '/app/segments' }}
      primaryAction={{ content: 'Save', onAction: save, disabled: !isDirty, loading: isBusy }}
      secondaryActions={
        segment
          ? [
              { content: 'Health', url: `/app/segments/${segment.id}/health` },
              { content: 'Delete', destructive: true, onAction: () => setIsAsking(true) },
            ]
          : [{ content: 'Import from Shopify', onAction: () => setIsImporting(true) }]
      }
    >
      <BlockStack gap="400">
        {sentence !== null && <SaveProblem sentence={sentence} />}
        {segment?.build && (
          <Card>
            <BuildProgress {...segment.build} />
          </Card>
        )}
        <NameCard draft={draft} fields={fields} onChange={change} />
        <RuleCard
          rule={draft.rule}
          read={read}
          currency={currency}
          timezone={timezone}
          catalogues={catalogues}
          isEmptyFine={fields.rule === undefined}
          onChange={(rule) => change({ rule })}
        />
        {mentions.length > 0 && (
          <SensitiveCard
            mentions={mentions}
            basis={draft.sensitive}
            fields={fields}
            onChange={(sensitive) => change({ sensitive })}
          />
        )}
        {isBlank ? (
          <TemplateGallery
            templates={templates}
            onUse={({ name, rule }) => change({ rule, name: draft.name === '' ? name : draft.name })}
          />
        ) : (
          <div className="two-halves">
            <PreviewCard
              preview={counted.answer?.preview ?? null}
              isCounting={counted.isAsking}
              problem={counted.problem}
              isOld={read.rule === null}
              onCountAgain={counted.askAgain}
              currency={currency}
              timezone={timezone}
              onWhy={setShopper}
            />
            <BlockStack gap="400">
              <WhyCard rule={readable} shopper={shopper} onShopper={setShopper} timezone={timezone} />
              {read.rule !== null && <ShopifyExport rule={read.rule} />}
            </BlockStack>
          </div>
        )}
      </BlockStack>
      <UnsavedChanges
        isDirty={isDirty && !isDone}
        isSaving={isBusy}
        onSave={save}
        onDiscard={() => (setDraft(saved), forget())}
      />
      <ShopifyImport
        isOpen={isImporting}
        start={start.query}
        onUse={(rule) => (setIsImporting(false), change({ rule }))}
        onClose={() => setIsImporting(false)}
      />
      <DeleteQuestion
        consequence="The rule is removed for good. Shoppers and their profiles stay as they are."
        isOpen={isAsking}
        name={saved.name}
        onDelete={() => (setIsAsking(false), send({ intent: 'remove' }))}
        onKeep={() => setIsAsking(false)}
      />
    </Page>
  );
}

/** The rule, and while it has a mistake the one before it: half a word need not empty the page. "" for an empty rule. */
function useLastReadable(rule: string, isReadable: boolean): string {
  const last = useRef('');
  if (isReadable) last.current = rule;
  if (rule.trim() === '') last.current = '';
  return last.current;
}

const VALUES = { intent: 'values' };
const NO_VALUES: Catalogues = {};
const PREVIEW_DELAY_MS = 400;
const previewOf = (rule: string) => (rule === '' ? null : { intent: 'preview', rule });

/** The tag that says who agreed: the condition that asks for it is not looked at as sensitive. */
function tagOf({ sensitive }: SegmentDraft): string | null {
  return sensitive?.basis === 'consent' && sensitive.tag !== '' ? sensitive.tag : null;
}

interface NameCardProps {
  readonly draft: SegmentDraft;
  readonly fields: Readonly<Record<string, string>>;
  readonly onChange: (part: Partial<SegmentDraft>) => void;
}

function NameCard({ draft, fields, onChange }: NameCardProps) {
  return (
    <Card>
      <div className="name-fields">
        <TextField
          label="Name"
          value={draft.name}
          onChange={(name) => onChange({ name })}
          error={fields.name}
          maxLength={80}
          autoComplete="off"
        />
        <TextField
          label="Note for your team"
          value={draft.description}
          onChange={(description) => onChange({ description })}
          error={fields.description}
          maxLength={300}
          autoComplete="off"
          placeholder="Optional; shown in the list instead of the rule in words"
        />
      </div>
    </Card>
  );
}
