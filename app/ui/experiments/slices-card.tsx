import { Banner, BlockStack, Button, Card, ChoiceList, InlineStack, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import { MOST_SLICES, type Slices } from '#app/domain/experiments/checkouts/slices.ts';
import { formatCount } from '../format.ts';

interface SlicesCardProps {
  readonly segments: readonly { readonly id: string; readonly name: string }[];
  /** Those it is looked at by. */
  readonly chosen: readonly string[];
  /** How many it ever was. */
  readonly asked: number;
  /** Null until it was counted by segment. */
  readonly slices: Slices | null;
  readonly isBusy: boolean;
  readonly onChoose: (segmentIds: readonly string[]) => void;
}

/** Which segments an experiment is looked at by, and what that is worth. */
export function SlicesCard({ segments, chosen, asked, slices, isBusy, onChoose }: SlicesCardProps) {
  const [selected, setSelected] = useState<string[]>([...chosen]);
  const [isOpen, setIsOpen] = useState(false);
  const isDirty = [...selected].sort().join() !== [...chosen].sort().join();
  const isTooMany = selected.length > MOST_SLICES;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          <Text as="h2" variant="headingMd">
            By segment
          </Text>
          {segments.length > 0 && (
            <Button variant="plain" onClick={() => setIsOpen(!isOpen)} ariaExpanded={isOpen}>
              {chosen.length === 0 ? 'Choose segments' : 'Change segments'}
            </Button>
          )}
        </InlineStack>
        <Text as="p">
          Everybody counts where they stood when they were first counted here: in the segments of that
          checkout’s first decision. Who moves later stays, because an arm may have moved them.
        </Text>
        {segments.length === 0 && (
          <Text as="p" tone="subdued">
            There is no segment yet. <Link url="/app/segments/new">Write one</Link> first.
          </Text>
        )}
        {isOpen && (
          <BlockStack gap="300">
            <div className="choices">
              <ChoiceList
                allowMultiple
                title={`Look by at most ${MOST_SLICES} segments`}
                choices={segments.map(({ id, name }) => ({ value: id, label: name }))}
                selected={selected}
                onChange={setSelected}
                error={isTooMany ? `Choose at most ${MOST_SLICES}.` : undefined}
              />
            </div>
            <InlineStack>
              <Button
                disabled={!isDirty || isTooMany}
                loading={isBusy}
                onClick={() => (setIsOpen(false), onChoose(selected))}
              >
                Count by these segments
              </Button>
            </InlineStack>
          </BlockStack>
        )}
        {chosen.length > 0 && <SlicingWarning asked={asked} slices={slices} />}
      </BlockStack>
    </Card>
  );
}

function SlicingWarning({ asked, slices }: Pick<SlicesCardProps, 'asked' | 'slices'>) {
  return (
    <>
      <Banner tone="warning" title="Slices mislead more easily than the whole">
        {`Of many slices one looks different by chance alone. ${askedSentence(asked)} so every interval is as wide as that many questions take, and no slice has a verdict. What stands out is a reason for an experiment of its own.`}
      </Banner>
      {slices !== null && slices.unknown.checkouts > 0 && (
        <Text as="p" variant="bodySm" tone="subdued">
          {`In no slice: ${formatCount(slices.unknown.checkouts)} checkouts that never asked, of guests or of customers without a past, so that nobody knows where they stood.`}
        </Text>
      )}
    </>
  );
}

const askedSentence = (asked: number): string =>
  asked === 1
    ? 'One segment was looked at in this experiment,'
    : `${asked} segments were looked at in this experiment,`;
