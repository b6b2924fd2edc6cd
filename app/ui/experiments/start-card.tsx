import { BlockStack, Button, Card, InlineStack, Link, Select, Text, TextField } from '@shopify/polaris';
import type { Traffic } from '#app/domain/experiments/assignment/periods.ts';
import { useState } from 'react';
import { DECIDING_METRICS, type DecidingMetric } from '#app/domain/experiments/checkouts/columns.ts';
import { MOST_ARMS } from '#app/domain/experiments/unit-table.ts';
import { SaveProblem } from '../save-problem.tsx';
import { useSave } from '../use-save.ts';
import { GroupFields, NO_GROUP, type GroupDraft, type GroupOption } from './group-fields.tsx';
import { TrafficField } from './traffic-field.tsx';
import { equalShares, SharesFields, sumOf } from './shares-fields.tsx';
import { DECIDING_TITLES } from './words.ts';

export interface StartCardProps {
  /** The experiment that runs on the campaign; null for none. */
  readonly runningId: string | null;
  /** Other campaigns of its kind, whose content an arm may show. */
  readonly contents: readonly { readonly id: string; readonly name: string }[];
  readonly groups: readonly GroupOption[];
}

interface ArmDraft {
  readonly name: string;
  /** Empty = the campaign's own. */
  readonly contentOf: string;
}

const CONTROL: ArmDraft = { name: 'Control', contentOf: '' };

/** Starts an experiment on a campaign, or leads to the one that runs. */
export function StartCard({ runningId, ...offered }: StartCardProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Experiment
        </Text>
        {runningId !== null ? (
          <Text as="p">
            One is running. <Link url={`/app/experiments/${runningId}`}>See what it shows</Link>
          </Text>
        ) : isOpen ? (
          <StartForm {...offered} />
        ) : (
          <>
            <Text as="p">
              Keep the campaign from some shoppers, drawn by chance, to learn what it causes.
            </Text>
            <InlineStack>
              <Button onClick={() => setIsOpen(true)}>Set up an experiment</Button>
            </InlineStack>
          </>
        )}
      </BlockStack>
    </Card>
  );
}

function StartForm({ contents, groups }: Omit<StartCardProps, 'runningId'>) {
  const [arms, setArms] = useState<readonly ArmDraft[]>([CONTROL, { name: 'Campaign', contentOf: '' }]);
  const [shares, setShares] = useState(equalShares(2));
  const [metric, setMetric] = useState<DecidingMetric>('profit');
  const [traffic, setTraffic] = useState<Traffic>('fixed');
  const [group, setGroup] = useState<GroupDraft>(NO_GROUP);
  const { send, isBusy, fields, sentence } = useSave('/app/experiments');
  const resize = (next: readonly ArmDraft[]) => (setArms(next), setShares(equalShares(next.length)));
  const change = (place: number, part: Partial<ArmDraft>) =>
    setArms(arms.map((arm, at) => (at === place ? { ...arm, ...part } : arm)));
  const start = () =>
    send({
      intent: 'start-experiment',
      draft: {
        metric,
        traffic,
        group: group.name === null ? null : { name: group.name, share: Number(group.share) / 100 },
        arms: arms.map(({ name, contentOf }, place) => ({
          name,
          contentOf: contentOf === '' ? null : contentOf,
          share: Number(shares[place]) / 100,
        })),
      },
    });
  return (
    <BlockStack gap="300">
      {sentence !== null && <SaveProblem sentence={fields.arms ?? sentence} />}
      <Text as="p" tone="subdued">
        Control does not see this campaign.
      </Text>
      {arms.slice(1).map((arm, index) => (
        <BlockStack key={index} gap="200">
          <TextField
            label={`Name of arm ${index + 1}`}
            value={arm.name}
            onChange={(name) => change(index + 1, { name })}
            maxLength={40}
            autoComplete="off"
          />
          <Select
            label="Shows"
            value={arm.contentOf}
            onChange={(contentOf) => change(index + 1, { contentOf })}
            options={[
              { label: 'This campaign as it is', value: '' },
              ...contents.map(({ id, name }) => ({ label: `What “${name}” shows`, value: id })),
            ]}
          />
        </BlockStack>
      ))}
      <InlineStack gap="200">
        {arms.length < MOST_ARMS && (
          <Button
            variant="plain"
            onClick={() => resize([...arms, { name: `Arm ${arms.length}`, contentOf: '' }])}
          >
            Add an arm
          </Button>
        )}
        {arms.length > 2 && (
          <Button variant="plain" onClick={() => resize(arms.slice(0, -1))}>
            Remove the last arm
          </Button>
        )}
      </InlineStack>
      <SharesFields names={arms.map(({ name }) => name)} shares={shares} onChange={setShares} />
      <Select
        label="What decides"
        value={metric}
        onChange={(value) => setMetric(DECIDING_METRICS.find((known) => known === value) ?? 'profit')}
        options={DECIDING_METRICS.map((value) => ({ label: DECIDING_TITLES[value], value }))}
        helpText="Settled before anybody looks, and not changed later."
      />
      <TrafficField traffic={traffic} onChange={setTraffic} />
      <GroupFields group={group} groups={groups} problems={fields} onChange={setGroup} />
      <InlineStack>
        <Button variant="primary" loading={isBusy} disabled={sumOf(shares) !== 100} onClick={start}>
          Start
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
