import { BlockStack, Card, FormLayout, InlineError, Text, TextField } from '@shopify/polaris';
import type { FieldsProps } from './content-fields.tsx';
import type { CampaignKind } from './words.ts';

/** How often it shows to one shopper, beside which others, and how much of it there is. */
export function LimitsCard({ kind, draft, change, fields }: FieldsProps & { kind: CampaignKind }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Limits
        </Text>
        <FormLayout>
          <FormLayout.Group condensed>
            <TextField
              label="Checkouts at most"
              type="number"
              min={1}
              value={draft.shownTimes}
              onChange={(shownTimes) => change({ shownTimes })}
              error={fields['limits.shown.times']}
              placeholder="any"
              autoComplete="off"
            />
            <TextField
              label="Within days"
              type="number"
              min={1}
              value={draft.shownDays}
              onChange={(shownDays) => change({ shownDays })}
              error={fields['limits.shown.days']}
              autoComplete="off"
            />
          </FormLayout.Group>
          <TextField
            label="Once dismissed, away for"
            type="number"
            min={1}
            suffix="days"
            value={draft.dismissedDays}
            onChange={(dismissedDays) => change({ dismissedDays })}
            error={fields['limits.dismissedDays']}
            placeholder="this checkout only"
            autoComplete="off"
            helpText="Both count a signed-in customer’s earlier checkouts; guests are not known again."
          />
          <TextField
            label="Exclusion group"
            value={draft.group}
            onChange={(group) => change({ group })}
            error={fields['limits.group']}
            maxLength={40}
            placeholder="none"
            autoComplete="off"
            helpText="Of the campaigns that share a group a shopper sees one at most, the highest in priority."
          />
          {kind === 'upsell' && (
            <TextField
              label="Budget"
              type="number"
              min={1}
              suffix="acceptances"
              value={draft.acceptances}
              onChange={(acceptances) => change({ acceptances })}
              error={fields['limits.acceptances']}
              placeholder="no end"
              autoComplete="off"
              helpText="Once so many are accepted and not undone, it shows no more. Checkouts already open may add a few."
            />
          )}
        </FormLayout>
        {fields.limits !== undefined && <InlineError message={fields.limits} fieldID="limits" />}
      </BlockStack>
    </Card>
  );
}
