import { BlockStack, Card, Page, Text } from '@shopify/polaris';
import type { HealthDay, SegmentHealth, SegmentStays } from '#app/domain/segments/health/report.ts';
import { formatDate, formatDay, formatTime, plural } from '../../format.ts';
import { useRefresh } from '../../use-refresh.ts';
import { totalOf } from './causes.ts';
import { ChecksCard } from './checks-card.tsx';
import { DriftCard } from './drift-card.tsx';
import { HealthFigures } from './health-figures.tsx';
import { MovesCard } from './moves-card.tsx';
import { OverlapCard } from './overlap-card.tsx';
import { PowerCard } from './power-card.tsx';
import { SizeCard } from './size-card.tsx';
import { StaysCard } from './stays-card.tsx';
import { HealthBadge, Warnings } from './warnings.tsx';

const MOVES_DAYS = 30;

/** Health of one segment: how it grows, who comes and goes, whether it is still what it was, and what it is good for. */
export function SegmentHealthPage(health: SegmentHealth) {
  const { segmentId, name, asOf, timezone, warnings, build } = health;
  useRefresh(build === null ? 60_000 : 3_000);
  return (
    <Page
      title={name}
      titleMetadata={<HealthBadge warnings={warnings} />}
      subtitle={`Health, read at ${formatTime(asOf, timezone)}.`}
      backAction={{ content: 'Health of all segments', url: '/app/segments/health' }}
      secondaryActions={[{ content: 'Edit the rule', url: `/app/segments/${segmentId}` }]}
    >
      <BlockStack gap="400">
        <Warnings warnings={warnings} />
        {health.members === null ? (
          <AtCheckout />
        ) : build?.isNew ? (
          <Building build={build} />
        ) : (
          <Story {...health} />
        )}
        <div className="halves">
          <PowerCard power={health.power} timezone={timezone} />
          <ChecksCard health={health} />
        </div>
      </BlockStack>
    </Page>
  );
}

function Story(health: SegmentHealth) {
  const { days, past, drift, asOf, timezone, currency } = health;
  if (days.length > 0 && days.every(isEmpty)) return <NobodyEver since={formatDay(days[0]?.day ?? '')} />;
  const moves = days.slice(-MOVES_DAYS);
  return (
    <>
      <HealthFigures {...health} />
      {days.length === 0 ? (
        <NoDays />
      ) : (
        <div className="halves">
          <SizeCard days={days} note={describeSource(health)} />
          <MovesCard days={moves} note={`Since ${formatDay(moves[0]?.day ?? '')}. ${CAUSE_NOTE}`} />
        </div>
      )}
      {past === null ? days.length > 0 && <NoPast /> : <Stays {...health} stays={past.stays} />}
      {drift.every(({ verdict }) => verdict === 'too-few') ? (
        <TooFewToCompare />
      ) : (
        <DriftCard
          drift={drift}
          currency={currency}
          note={`Members of 7 and of 30 days before ${formatDate(asOf, timezone)} beside those of now. “Moved” means more than the customary limit and more than chance allows at these sizes.`}
        />
      )}
      <OverlapCard overlaps={health.overlaps} note={`Members at ${formatTime(asOf, timezone)}.`} />
    </>
  );
}

const isEmpty = ({ members, entered, left }: HealthDay): boolean =>
  members === 0 && totalOf(entered) === 0 && totalOf(left) === 0;

function Stays({ stays, ...health }: SegmentHealth & { readonly stays: SegmentStays }) {
  if (stays.entries === 0)
    return (
      <Note title="How long they stay">
        {`Nobody came in since ${formatDate(stays.since, health.timezone)}, so nothing is known of how long they stay.`}
      </Note>
    );
  return (
    <StaysCard
      stays={stays}
      note={`${plural(stays.entries, 'arrival')} since ${formatDate(stays.since, health.timezone)}, ${lookedAt(health)}. Those still in count for as long as they have been (Kaplan–Meier). The half-life above is of all members, this is of newcomers.`}
    />
  );
}

const CAUSE_NOTE = 'Bars upwards came in, bars downwards left.';

function lookedAt({ past, shoppers }: Pick<SegmentHealth, 'past' | 'shoppers'>): string {
  if (past === null) return '';
  return past.looked >= shoppers
    ? 'all shoppers looked at'
    : `${plural(past.looked, 'shopper')} looked at of ${plural(shoppers, 'shopper')}`;
}

/** Where the days come from: the record, or the orders before there was one. */
function describeSource({ days, past, recordedSince, timezone, ...view }: SegmentHealth): string {
  const first = formatDay(days[0]?.day ?? '');
  const hasTold = days.some(({ isTold }) => isTold);
  if (!hasTold || past === null) return `Since ${first}, as recorded.`;
  const attributes =
    past.tellable === 'attributes' ? ', with countries, tags and tiers as they are today' : '';
  const told = `Dashed: told from orders by today's rule${attributes}; ${lookedAt({ past, ...view })}`;
  const isAllTold = days.every(({ isTold }) => isTold);
  if (isAllTold || recordedSince === null) return `Since ${first}. ${told}.`;
  return `Since ${first}. ${told}. In full: as recorded since ${formatDate(recordedSince, timezone)}.`;
}

function Note({ title, children }: { title: string; children: string }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <Text as="p" tone="subdued">
          {children}
        </Text>
      </BlockStack>
    </Card>
  );
}

function AtCheckout() {
  return (
    <Note title="Decided at checkout">
      The rule reads the cart or the checkout, so nobody is a member outside of one: there is no size, and no
      coming and going, to show.
    </Note>
  );
}

function Building({ build }: { build: NonNullable<SegmentHealth['build']> }) {
  return (
    <Note title="Its members are being found">
      {`${plural(build.done, 'shopper')} of ${plural(build.all, 'shopper')} looked at. The figures appear here as soon as all are.`}
    </Note>
  );
}

function NoDays() {
  return (
    <Note title="No history yet">
      The rule reads what no past is kept of, such as open carts. Days appear here from the first time that
      somebody comes in.
    </Note>
  );
}

function NoPast() {
  return (
    <Note title="How long they stay">
      This cannot be told from orders, because the rule reads carts, visits or the clock. The half-life above
      comes from the recorded exits.
    </Note>
  );
}

function NobodyEver({ since }: { since: string }) {
  return (
    <Note title="Nobody is in, and nobody was">
      {`No shopper was in this segment on any day since ${since}: there is nothing to draw.`}
    </Note>
  );
}

function TooFewToCompare() {
  return (
    <Note title="Are they still the same kind of shopper?">
      Members of then and of now are compared as soon as each are 20: fewer differ by chance alone.
    </Note>
  );
}
