import { BlockStack, Card, List, Text } from '@shopify/polaris';
import { Refusals } from '../campaigns/refusals.tsx';
import { CardHead } from '../card-head.tsx';
import { formatPrice, plural } from '../format.ts';
import type { RecommendedView } from './view.ts';
import { evidenceWords } from '../recommendations/evidence.ts';
import { scoreText } from './words.ts';

/** What an answer of the API held, why each product was in it, and what guardrails kept back. */
export function RecommendedCard({ recommended }: { recommended: RecommendedView }) {
  const { limit, segment, items, refusals } = recommended;
  return (
    <Card>
      <BlockStack gap="300">
        <CardHead title="What was recommended">
          {`${items.length} of at most ${plural(limit, 'product')}${segment === null ? '' : `, bought by members of “${segment}”`}.`}
        </CardHead>
        {items.length > 0 && (
          <List type="number">
            {items.map(({ title, price, score, reason, evidence }) => (
              <List.Item key={title}>
                {`${title}${price === null ? '' : `, ${formatPrice(price)}`}`}
                <Text as="p" variant="bodySm" tone="subdued">
                  {[reason, evidenceWords(evidence), scoreWords(score, segment)]
                    .filter((text) => text !== null && text !== '')
                    .join(' · ')}
                </Text>
              </List.Item>
            ))}
          </List>
        )}
        <Refusals refusals={refusals} />
      </BlockStack>
    </Card>
  );
}

function scoreWords(score: number, segment: string | null): string {
  return segment === null
    ? `chance ${scoreText(score)}`
    : `${scoreText(score)} of the buyers of the most bought`;
}
