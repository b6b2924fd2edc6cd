import { Badge, BlockStack, Card, InlineStack, Link, List, Text } from '@shopify/polaris';
import { ClauseLine } from '../campaigns/why-card.tsx';
import { CLAUSE_WORDS, OUTSIDE_WORDS } from '../campaigns/why-words.ts';
import { formatPrice, formatTime } from '../format.ts';
import type { CampaignVerdictView } from './view.ts';
import { titleOfPlacement } from '../campaigns/words.ts';
import { Refusals } from '../campaigns/refusals.tsx';
import { evidenceWords } from '../recommendations/evidence.ts';
import { outcomeSentence } from './words.ts';

/** What a campaign came to in a past decision, and every clause that let it or kept it. */
export function CampaignVerdictCard({
  campaign,
  timezone,
}: {
  campaign: CampaignVerdictView;
  timezone: string;
}) {
  const { id, name, version, outcome, clauses, arm, outside, gaveWayTo, shown, refusals } = campaign;
  const isShown = outcome.kind === 'shown';
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              <Link url={`/app/campaigns/${id}`} monochrome removeUnderline>
                {name}
              </Link>
            </Text>
            <Badge tone={isShown ? 'success' : 'attention'}>{isShown ? 'Shown' : 'Not shown'}</Badge>
          </InlineStack>
          <Text as="p" variant="bodySm" tone="subdued">
            {`Version ${version}${arm === null ? '' : `, arm “${arm}” of its experiment`}. ${outside === null ? '' : `${OUTSIDE_WORDS[outside]}. `}${outcomeSentence(outcome, gaveWayTo)}`}
          </Text>
        </BlockStack>
        {shown.length > 0 && (
          <List>
            {shown.map((item) => (
              <List.Item key={`${item.placement} ${item.title}`}>
                {`${item.title}${item.price === null ? '' : `, ${formatPrice(item.price)}`} (${titleOfPlacement(item.placement)})`}
                {item.reason !== null && (
                  <Text as="p" variant="bodySm" tone="subdued">
                    {[item.reason, evidenceWords(item.evidence)].filter((text) => text !== '').join(' · ')}
                  </Text>
                )}
              </List.Item>
            ))}
          </List>
        )}
        <ul className="clauses">
          {clauses.map(({ name: clause, refuses, endsAt }) => (
            <ClauseLine
              key={clause}
              holds={!refuses}
              text={CLAUSE_WORDS[clause][refuses ? 'refuses' : 'asks']}
              until={endsAt === null ? null : formatTime(endsAt, timezone)}
            />
          ))}
        </ul>
        <Refusals refusals={refusals} />
      </BlockStack>
    </Card>
  );
}
