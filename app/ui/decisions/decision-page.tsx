import { Banner, BlockStack, Card, Link, List, Page, Text } from '@shopify/polaris';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { formatSeconds } from '#app/domain/segments/duration.ts';
import { CardHead } from '../card-head.tsx';
import { formatCount, formatTime, plural } from '../format.ts';
import { AskedCard } from './asked-card.tsx';
import { CampaignVerdictCard } from './campaign-verdict-card.tsx';
import { CandidatesCard } from './candidates-card.tsx';
import { LocalCard } from './local-card.tsx';
import { RecommendedCard } from './recommended-card.tsx';
import { ReplayCard } from './replay-card.tsx';
import { SegmentVerdictCard } from './segment-verdict-card.tsx';
import type { DecisionView } from './view.ts';
import { CHANNEL_WORDS, numberOf, placeWords, shopperText, unreplayableSentence } from './words.ts';

/** One past decision: what was asked, what each campaign came to and why, and whether a replay gives the same. */
export function DecisionPage({ past, replay, unreplayable, codeVersion, timezone }: DecisionView) {
  const at = Math.floor(past.decidedAtMs / 1000);
  return (
    <Page
      title={`Decision of ${formatTime(at, timezone)}`}
      subtitle={askedFrom(past)}
      backAction={{ content: 'Past decisions', url: '/app/decisions' }}
    >
      <BlockStack gap="400">
        {replay && (
          <ReplayCard replay={replay} recordedBy={past.basis.codeVersion} codeVersion={codeVersion} />
        )}
        {unreplayable && (
          <Banner tone={unreplayable.kind === 'fell-back' ? 'critical' : 'info'}>
            <p>{unreplayableSentence(unreplayable.kind)}</p>
            {'failure' in unreplayable && <p className="code-line">{unreplayable.failure}</p>}
            {'told' in unreplayable && <p className="code-line">{unreplayable.told}</p>}
          </Banner>
        )}
        {!past.isErased && (
          <Card>
            <BlockStack gap="200">
              <CardHead title="Who">What it rests on, as it stood then.</CardHead>
              <List>
                <List.Item>
                  {past.shopperId?.startsWith('gid://') ? (
                    <Link url={`/app/decisions?shopper=${numberOf(past.shopperId)}`}>
                      {shopperText(past.shopperId, past.channel)}
                    </Link>
                  ) : (
                    shopperText(past.shopperId, past.channel)
                  )}
                  {profileAge(past.basis.profileUpdatedAt, at)}
                </List.Item>
                {past.orderId !== null && (
                  <List.Item>
                    <Link url={`/app/decisions?checkout=${numberOf(past.orderId)}`}>
                      {`Its checkout became order ${numberOf(past.orderId)}`}
                    </Link>
                  </List.Item>
                )}
                <List.Item>
                  {`Rules and campaigns as of change ${past.basis.configVersion ?? 0}, catalog of change ${past.basis.catalogVersion ?? 0}, model ${past.basis.modelVersion ?? 0}${replay ? ` (${plural(replay.model.orders, 'order')}, and ${formatCount(replay.model.liveOrders)} learned since)` : ''}`}
                </List.Item>
                <List.Item>{`Decided in ${(past.durationMicros / 1000).toFixed(1)} ms`}</List.Item>
              </List>
            </BlockStack>
          </Card>
        )}
        {replay && (
          <>
            <AskedCard asked={replay.asked} byServer={replay.recommended !== null} />
            {replay.local && <LocalCard local={replay.local} timezone={timezone} />}
            {replay.recommended && <RecommendedCard recommended={replay.recommended} />}
            {replay.isHeldOut ? (
              <Banner tone="info">
                <p>
                  The shopper or checkout is in your holdout: nothing of Attune is decided or shown, whatever
                  runs.
                </p>
              </Banner>
            ) : (
              <>
                {replay.campaigns.map((campaign) => (
                  <CampaignVerdictCard key={campaign.id} campaign={campaign} timezone={timezone} />
                ))}
                {replay.elsewhere > 0 && (
                  <Text as="p" tone="subdued">
                    {`${replay.elsewhere} more ${replay.elsewhere === 1 ? 'campaign was' : 'campaigns were'} switched on for other places.`}
                  </Text>
                )}
                {replay.candidates.length > 0 && <CandidatesCard candidates={replay.candidates} />}
                {replay.segments.map((segment) => (
                  <SegmentVerdictCard
                    key={segment.id}
                    segment={segment}
                    asOf={replay.asked.now}
                    timezone={timezone}
                  />
                ))}
              </>
            )}
          </>
        )}
      </BlockStack>
    </Page>
  );
}

/** A server asks for no place. */
function askedFrom({ channel, placements }: DecisionView['past']): string {
  const how = CHANNEL_WORDS[channel] ?? channel;
  return channel === 'api' ? how : `${how} · ${placeWords(placements)}`;
}

function profileAge(updatedAt: Instant | null, at: Instant): string {
  if (updatedAt === null) return '';
  return `, known as of ${formatSeconds(Math.max(0, at - updatedAt))} before`;
}
