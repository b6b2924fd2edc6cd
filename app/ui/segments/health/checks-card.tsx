import { BlockStack, Card, Text } from '@shopify/polaris';
import type { SegmentHealth } from '#app/domain/segments/health/report.ts';
import { formatCount, formatShare, formatTime, plural } from '../../format.ts';

/** Whether what is stored is right, and whether the rule is still alive. */
export function ChecksCard({ health }: { health: SegmentHealth }) {
  const { staleness, timezone, recordedSince, lastRecount, members } = health;
  const { ruleEditedAt, lastEntryAt, silentShare } = staleness;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Checks
        </Text>
        <dl className="facts">
          <Fact name="Rule last changed">{formatTime(ruleEditedAt, timezone)}</Fact>
          {members !== null && (
            <>
              <Fact name="Somebody last came in">
                {lastEntryAt === null ? 'Nobody yet' : formatTime(lastEntryAt, timezone)}
              </Fact>
              <Fact name="No news for 90 days">
                {silentShare === null ? 'No members' : `${formatShare(silentShare, 1)} of members`}
              </Fact>
              <Fact name="Last recount">{describeRecount(lastRecount, timezone)}</Fact>
              <Fact name="Moves recorded since">
                {recordedSince === null ? 'None yet' : formatTime(recordedSince, timezone)}
              </Fact>
            </>
          )}
        </dl>
      </BlockStack>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Each night the database counts a segment again from the stored orders and compares it with the stored memberships. */
function describeRecount(recount: SegmentHealth['lastRecount'], timezone: string): string {
  if (recount === null) return 'None yet; it runs each night';
  const at = formatTime(recount.at, timezone);
  if (recount.problem !== null) return `${at}: not possible (${recount.problem})`;
  const checked = `${formatCount(recount.checked)} shoppers compared`;
  if (recount.mismatches === 0) return `${at}: ${checked}, none wrong`;
  const found = `${at}: ${checked}, ${plural(recount.mismatches, 'wrong membership')}`;
  return recount.remaining === 0
    ? `${found}, put right`
    : `${found}, of which ${formatCount(recount.remaining)} are left`;
}
