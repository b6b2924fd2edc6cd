import { BlockStack, Card, ChoiceList, InlineError, Link, Select, Text, TextField } from '@shopify/polaris';
import { CAMPAIGN_STATUSES, PLACEMENTS_OF_KIND } from '#app/contracts/campaign-content.ts';
import { statusesFrom } from '#app/domain/campaigns/life.ts';
import { useState } from 'react';
import type { FieldsProps } from './content-fields.tsx';
import { ENDING, NEXT_ORDER_HELP, PLACEMENT_HELP, PLACEMENT_TITLES, STATUS_TITLES } from './words.ts';
import type { CampaignKind, CampaignStatus } from './words.ts';

interface SegmentName {
  readonly id: string;
  readonly name: string;
}

const STATUS_HELP: Readonly<Record<CampaignStatus, string>> = {
  draft: 'Shows nowhere.',
  running: 'Once saved, shows in the next checkout while its schedule is open.',
  paused: 'Shows nowhere until it is resumed.',
  ended: ENDING,
};

/** Whether it runs, and what goes first. */
export function StatusCard({ saved, draft, change, fields }: FieldsProps & { saved: CampaignStatus }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Select
          label="Status"
          options={statusesFrom(saved).map((status) => ({ label: STATUS_TITLES[status], value: status }))}
          value={draft.status}
          onChange={(chosen) =>
            change({ status: CAMPAIGN_STATUSES.find((status) => status === chosen) ?? 'draft' })
          }
          error={fields.status}
          helpText={STATUS_HELP[draft.status]}
        />
        <TextField
          label="Priority"
          type="number"
          min={0}
          max={100}
          value={draft.priority}
          onChange={(priority) => change({ priority })}
          error={fields.priority}
          autoComplete="off"
          helpText="0 to 100. Where several campaigns fit, the highest goes first."
        />
      </BlockStack>
    </Card>
  );
}

/** Who sees it, and who never does. */
export function AudienceCard({
  segments,
  draft,
  change,
  fields,
}: FieldsProps & { segments: readonly SegmentName[] }) {
  const shown = useChoices(segments, draft.audience);
  const kept = useChoices(segments, draft.excluded);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Audience
        </Text>
        {segments.length === 0 ? (
          <Text as="p" tone="subdued">
            Everyone. To choose, <Link url="/app/segments/new">write a segment</Link> first.
          </Text>
        ) : (
          <>
            <div className="choices">
              <ChoiceList
                allowMultiple
                title={
                  draft.audience.length === 0
                    ? 'Show to everyone, or only to members of'
                    : 'Show to members of any of'
                }
                choices={shown}
                selected={[...draft.audience]}
                onChange={(audience) => change({ audience })}
              />
            </div>
            {fields.audience !== undefined && <InlineError message={fields.audience} fieldID="audience" />}
            <div className="choices">
              <ChoiceList
                allowMultiple
                title="Never show to members of"
                choices={kept}
                selected={[...draft.excluded]}
                onChange={(excluded) => change({ excluded })}
              />
            </div>
            {fields.excluded !== undefined && <InlineError message={fields.excluded} fieldID="excluded" />}
          </>
        )}
      </BlockStack>
    </Card>
  );
}

/** Segments as choices. Those chosen at first go first, so that a long list does not hide them; a tick moves nothing. */
function useChoices(
  segments: readonly SegmentName[],
  chosen: readonly string[],
): { label: string; value: string }[] {
  const [first] = useState(new Set(chosen));
  const ordered = [
    ...segments.filter(({ id }) => first.has(id)),
    ...segments.filter(({ id }) => !first.has(id)),
  ];
  return ordered.map(({ id, name }) => ({ label: name, value: id }));
}

/** Where it shows; each kind has its own places. */
export function PlacementCard({ kind, draft, change, fields }: FieldsProps & { kind: CampaignKind }) {
  return (
    <Card>
      <BlockStack gap="200">
        <ChoiceList
          allowMultiple
          title={
            <Text as="span" variant="headingMd">
              Where
            </Text>
          }
          choices={PLACEMENTS_OF_KIND[kind].map((placement) => ({
            value: placement,
            label: PLACEMENT_TITLES[placement],
            helpText: (kind === 'incentive' && NEXT_ORDER_HELP[placement]) || PLACEMENT_HELP[placement],
          }))}
          selected={[...draft.placements]}
          onChange={(placements) => change({ placements })}
          error={fields.placements}
        />
      </BlockStack>
    </Card>
  );
}
