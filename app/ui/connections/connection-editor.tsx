import {
  BlockStack,
  Card,
  Checkbox,
  ChoiceList,
  FormLayout,
  Page,
  Select,
  TextField,
} from '@shopify/polaris';
import { useState } from 'react';
import { CardHead } from '../card-head.tsx';
import { DeleteQuestion } from '../delete-question.tsx';
import { SaveProblem } from '../save-problem.tsx';
import { UnsavedChanges } from '../unsaved-changes.tsx';
import { useSave } from '../use-save.ts';
import { State } from './connection-list.tsx';
import { FieldRows } from './field-rows.tsx';
import { MetafieldFields } from './metafield-fields.tsx';
import { PullsCard } from './pulls-card.tsx';
import { TestCard } from './test-card.tsx';
import { draftOf, LEVELS, toSent, type ConnectionView, type Draft, type PullView } from './view.ts';

interface EditorProps {
  /** Null: a new one. */
  readonly connection: ConnectionView | null;
  readonly pulls: readonly PullView[];
  readonly timezone: string;
}

/** One connection: whom it asks, what it reads, and how it does. */
export function ConnectionEditor({ connection, pulls, timezone }: EditorProps) {
  const saved = draftOf(connection);
  const [draft, setDraft] = useState(saved);
  const [isAsking, setIsAsking] = useState(false);
  const { send, isBusy, isDone, fields, sentence, touch, forget } = useSave('/app/connections');
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    touch(Object.keys(part));
  };
  const isDirty = !isDone && JSON.stringify(draft) !== JSON.stringify(saved);
  const form = { draft, change, problems: fields, hasSecret: connection?.hasSecret === true };
  return (
    <Page
      title={connection?.name ?? 'New connection'}
      titleMetadata={connection && <State connection={connection} timezone={timezone} />}
      backAction={{ content: 'Connections', url: '/app/connections' }}
      secondaryActions={
        connection ? [{ content: 'Remove', destructive: true, onAction: () => setIsAsking(true) }] : []
      }
    >
      <BlockStack gap="400">
        {sentence !== null && <SaveProblem sentence={sentence} />}
        <SourceCard {...form} isNew={connection === null} />
        {draft.kind === 'json' && <FieldsCard {...form} />}
        <UseCard {...form} />
        {connection && <TestCard />}
        {connection && <PullsCard connection={connection} pulls={pulls} timezone={timezone} />}
      </BlockStack>
      <UnsavedChanges
        isDirty={isDirty}
        isSaving={isBusy}
        onSave={() => send({ intent: 'save', connection: toSent(draft, connection?.id ?? null) })}
        onDiscard={() => (setDraft(saved), forget())}
      />
      <DeleteQuestion
        verb="Remove"
        name={connection?.name ?? ''}
        consequence="What it told is taken back from every customer, and its secret is deleted. Rules that ask for its fields then find them missing."
        isOpen={isAsking}
        onKeep={() => setIsAsking(false)}
        onDelete={() => (setIsAsking(false), send({ intent: 'remove' }))}
      />
    </Page>
  );
}

interface FormProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly problems: Readonly<Record<string, string>>;
  readonly hasSecret: boolean;
}

const KINDS = [
  {
    value: 'json',
    label: 'A system of yours',
    helpText: 'Asked over https for one customer at a time; it answers with JSON.',
  },
  {
    value: 'places',
    label: 'Places',
    helpText:
      'Continent, currency, region, postcode area, and whether the customer’s language is spoken there: from tables that come with Attune. Nobody is asked.',
  },
  {
    value: 'wishlist',
    label: 'A wishlist in Shopify',
    helpText:
      'A metafield of the customer that lists products. Rules ask for it as wishlist.count and wishlist.product_ids.',
  },
] as const;

function SourceCard({ draft, change, problems, hasSecret, isNew }: FormProps & { isNew: boolean }) {
  return (
    <Card>
      <FormLayout>
        <TextField
          label="Name"
          value={draft.name}
          onChange={(name) => change({ name })}
          error={problems['name']}
          autoComplete="off"
        />
        <Checkbox
          label="On"
          checked={draft.isOn}
          onChange={(isOn) => change({ isOn })}
          helpText="Switched off, what it told is taken back from every customer."
        />
        {isNew && (
          <ChoiceList
            title="Who tells it"
            choices={[...KINDS]}
            selected={[draft.kind]}
            onChange={([chosen]) => {
              const kind = KINDS.find(({ value }) => value === chosen);
              if (kind) change({ kind: kind.value });
            }}
          />
        )}
        {draft.kind === 'wishlist' && (
          <MetafieldFields
            {...{ place: draft, change, problems }}
            helpText="Shopify’s settings show both among the metafields of customers: custom.wishlist has the namespace custom and the key wishlist. Its type must be a list of products."
          />
        )}
        {draft.kind === 'tier' && (
          <MetafieldFields
            {...{ place: draft, change, problems }}
            hasPath
            helpText="The metafield of the customer that holds the loyalty tier, as the settings of tiers name it."
          />
        )}
        {draft.kind === 'json' && (
          <TextField
            label="Address"
            value={draft.url}
            onChange={(url) => change({ url })}
            error={problems['settings.source.url']}
            placeholder="https://crm.example.com/customers/{{customerId}}"
            helpText="{{customerId}} is the customer’s number at Shopify, {{emailHash}} the SHA-256 of the e-mail address in small letters. Only public servers are reached."
            autoComplete="off"
          />
        )}
        {draft.kind === 'json' && (
          <FormLayout.Group>
            <TextField
              label="Header of the secret"
              value={draft.secretHeader}
              onChange={(secretHeader) => change({ secretHeader })}
              error={problems['settings.source.secretHeader']}
              autoComplete="off"
            />
            <TextField
              label="Secret"
              type="password"
              value={draft.secret}
              onChange={(secret) => change({ secret })}
              error={problems['secret']}
              placeholder={hasSecret ? 'Stored' : ''}
              helpText="Kept encrypted, never shown again, sent to this server alone."
              autoComplete="new-password"
            />
          </FormLayout.Group>
        )}
      </FormLayout>
    </Card>
  );
}

function FieldsCard({ draft, change, problems }: FormProps) {
  const at = Object.keys(problems).find((path) => path.startsWith('settings.source.fields'));
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title="What is read">
          Everything else of an answer is dropped. Where a value must match what the shop knows and does not,
          the answer is about somebody else: nothing of it is used.
        </CardHead>
        <FieldRows
          fields={draft.fields}
          onChange={(fields) => change({ fields })}
          problem={at === undefined ? undefined : problems[at]}
        />
      </BlockStack>
    </Card>
  );
}

function UseCard({ draft, change, problems }: FormProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <CardHead title="About whom, and for how long">
          A customer who takes the consent back loses what was told at once.{' '}
          {draft.kind === 'wishlist'
            ? 'After its days a wishlist is taken back at the next question.'
            : 'After its days a value is missing.'}
        </CardHead>
        <FormLayout>
          <Select
            label="Consent that it needs"
            options={[...LEVELS]}
            value={draft.needs}
            onChange={(chosen) => {
              const level = LEVELS.find(({ value }) => value === chosen);
              if (level) change({ needs: level.value });
            }}
          />
          <FormLayout.Group>
            <TextField
              label="Asked again after"
              type="number"
              suffix="days"
              value={draft.refreshDays}
              onChange={(refreshDays) => change({ refreshDays })}
              error={problems['settings.refreshDays']}
              autoComplete="off"
            />
            <TextField
              label="Used for"
              type="number"
              suffix="days"
              value={draft.keepDays}
              onChange={(keepDays) => change({ keepDays })}
              error={problems['settings.keepDays']}
              autoComplete="off"
            />
            {draft.kind === 'json' && (
              <TextField
                label="At most"
                type="number"
                suffix="requests a second"
                value={draft.requestsPerSecond}
                onChange={(requestsPerSecond) => change({ requestsPerSecond })}
                error={problems['settings.requestsPerSecond']}
                autoComplete="off"
              />
            )}
          </FormLayout.Group>
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
