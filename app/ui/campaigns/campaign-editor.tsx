import { Banner, BlockStack, Card, Page, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { NO_BUDGET } from '#app/domain/campaigns/campaign.ts';
import { formatTime } from '../format.ts';
import { StartCard, type StartCardProps } from '../experiments/start-card.tsx';
import { SaveProblem } from '../save-problem.tsx';
import { UnsavedChanges } from '../unsaved-changes.tsx';
import { useOpened } from '../use-opened.ts';
import { useSave } from '../use-save.ts';
import { AppearanceCard } from './appearance.tsx';
import { StateBadge } from './campaign-list.tsx';
import { ContentFields } from './content-fields.tsx';
import { DeleteQuestion } from '../delete-question.tsx';
import { draftOf, emptyDraft, toDraft } from './editor-draft.ts';
import type { PickedProduct } from '../product-picker.tsx';
import type { CampaignView, EditorDraft } from './editor-draft.ts';
import { IncentiveCard, type IncentiveStandingView } from './incentive-card.tsx';
import { DryRunCard } from './dry-run-card.tsx';
import { WhyCard } from './why-card.tsx';
import { PreviewCard } from './preview-card.tsx';
import { LimitsCard } from './limits-card.tsx';
import { touchedFields } from './touched-fields.ts';
import { ScheduleCard } from './schedule-card.tsx';
import { AudienceCard, PlacementCard, StatusCard } from './targeting-fields.tsx';
import { VersionsCard, type VersionView } from './versions-card.tsx';
import { DELETING, KIND_TITLES } from './words.ts';
import type { CampaignKind } from './words.ts';

export interface CampaignEditorView {
  readonly kind: CampaignKind;
  /** Null for a new campaign. */
  readonly campaign: CampaignView | null;
  readonly segments: readonly { readonly id: string; readonly name: string }[];
  readonly picked: readonly PickedProduct[];
  readonly collections: readonly string[];
  readonly timezone: string;
  readonly currency: string;
  readonly campaignNames: Readonly<Record<string, string>>;
  /** Today's first; empty for a new campaign. */
  readonly versions: readonly VersionView[];
  /** Of an incentive alone. */
  readonly incentive: IncentiveStandingView | null;
  readonly experiment: StartCardProps;
  /** Why Attune paused it by itself. */
  readonly harm: string | null;
}

const isSame = (one: EditorDraft, other: EditorDraft): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The editor of one campaign: what to show, to whom, where. */
export function CampaignEditor({
  kind,
  campaign,
  segments,
  picked,
  collections,
  timezone,
  currency,
  campaignNames,
  versions,
  incentive,
  experiment,
  harm,
}: CampaignEditorView) {
  const stored = campaign ? draftOf(campaign, picked, timezone) : emptyDraft(kind);
  const opening = { version: campaign?.version ?? 0, stored };
  const { draft, setDraft, saved, version, isDirty } = useOpened<EditorDraft>(opening, stored, isSame);
  const { send, touch, forget, isBusy, isDone, fields, sentence } = useSave('/app/campaigns');
  const change = (part: Partial<EditorDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    touch(touchedFields(draft, part));
  };
  const save = () =>
    send({
      intent: 'save',
      version,
      draft: toDraft(kind, draft, { timezone, currency }),
    });
  const [isAsking, setIsAsking] = useState(false);
  const [discards, setDiscards] = useState(0);
  const fieldProps = { draft, change, fields };
  return (
    <Page
      title={campaign?.name ?? `New ${KIND_TITLES[kind].toLowerCase()} campaign`}
      titleMetadata={campaign ? <StateBadge state={campaign.state} /> : undefined}
      subtitle={
        campaign
          ? `${KIND_TITLES[kind]}, last changed at ${formatTime(campaign.updatedAt, timezone)}`
          : undefined
      }
      backAction={{ content: 'Campaigns', url: '/app/campaigns' }}
      primaryAction={{ content: 'Save', onAction: save, disabled: !isDirty, loading: isBusy }}
      secondaryActions={
        campaign
          ? [
              { content: 'Past decisions', url: `/app/decisions?campaign=${campaign.id}` },
              { content: 'Duplicate', onAction: () => send({ intent: 'duplicate' }), disabled: isDirty },
              { content: 'Delete', destructive: true, onAction: () => setIsAsking(true) },
            ]
          : []
      }
    >
      <BlockStack gap="400">
        {sentence !== null && <SaveProblem sentence={sentence} />}
        {harm !== null && (
          <Banner tone="critical" title="This campaign does harm">
            {`${harm} Start it again when you have changed what it shows.`}
          </Banner>
        )}
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
                  helpText="For you; shoppers do not see it."
                />
                <ContentFields kind={kind} collections={collections} currency={currency} {...fieldProps} />
              </BlockStack>
            </Card>
            <AppearanceCard kind={kind} draft={draft} />
            <PreviewCard
              id={campaign?.id ?? null}
              isIncentive={kind === 'incentive'}
              placements={draft.placements}
              draft={() => toDraft(kind, draft, { timezone, currency })}
            />
            <DryRunCard
              id={campaign?.id ?? null}
              draft={() => toDraft(kind, draft, { timezone, currency })}
              currency={currency}
              timezone={timezone}
              campaignNames={campaignNames}
            />
            {campaign && kind !== 'incentive' && <StartCard {...experiment} />}
            {campaign && <WhyCard id={campaign.id} timezone={timezone} />}
          </BlockStack>
          <BlockStack gap="400">
            {incentive && (
              <IncentiveCard
                standing={incentive}
                budget={campaign?.kind === 'incentive' ? campaign.content.budget : NO_BUDGET}
                currency={currency}
                timezone={timezone}
              />
            )}
            <StatusCard saved={saved.status} {...fieldProps} />
            {/* A field keeps a half-typed date that the draft never held: after Discard it begins anew. */}
            <ScheduleCard key={discards} timezone={timezone} {...fieldProps} />
            <AudienceCard segments={segments} {...fieldProps} />
            <PlacementCard kind={kind} {...fieldProps} />
            <LimitsCard kind={kind} {...fieldProps} />
            {campaign && (
              <VersionsCard
                versions={versions}
                segments={segments}
                timezone={timezone}
                canRestore={!isDirty && !isBusy}
                onRestore={(former) => send({ intent: 'restore', version: campaign.version, former })}
              />
            )}
          </BlockStack>
        </div>
      </BlockStack>
      <UnsavedChanges
        isDirty={isDirty && !isDone}
        isSaving={isBusy}
        onSave={save}
        onDiscard={() => (setDraft(saved), forget(), setDiscards(discards + 1))}
      />
      <DeleteQuestion
        consequence={DELETING}
        name={saved.name}
        isOpen={isAsking}
        onKeep={() => setIsAsking(false)}
        onDelete={() => (setIsAsking(false), send({ intent: 'remove' }))}
      />
    </Page>
  );
}
