import { Badge, BlockStack, Card, InlineStack, List, Text } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { formatPrice, formatTime } from '../format.ts';
import type { LocalView } from './view.ts';

interface LocalCardProps {
  readonly local: LocalView;
  readonly timezone: string;
}

/** What the checkout showed before the answer came: made again by the payloads that it decided by, beside what it told. */
export function LocalCard({ local, timezone }: LocalCardProps) {
  const isSame = 'verdict' in local && local.verdict.hash === local.verdict.toldHash;
  return (
    <Card>
      <BlockStack gap="300">
        <CardHead title="What the checkout showed first">
          Decided in the checkout itself, by what stands in its metafields, before the answer was there.
        </CardHead>
        {'gone' in local ? (
          <Text as="p">
            {'It cannot be made again: the payload '}
            <span className="hash">{local.gone}</span>
            {' is not kept any more, or never was one of yours.'}
          </Text>
        ) : (
          <>
            <InlineStack gap="200" blockAlign="center">
              <Badge tone={isSame ? 'success' : 'critical'}>
                {isSame ? 'Same as it told' : 'Not as it told'}
              </Badge>
              <Text as="span">
                {isSame
                  ? 'Made again just now from the same payloads, it is the same.'
                  : 'Made again just now, it is another: another version of the extension decided, or its word is not true.'}
              </Text>
            </InlineStack>
            <Verdict {...local.verdict} timezone={timezone} />
          </>
        )}
      </BlockStack>
    </Card>
  );
}

type VerdictView = Extract<LocalView, { verdict: unknown }>['verdict'];

function Verdict({
  at,
  shown,
  payloads,
  hash,
  toldHash,
  isOfAnother,
  timezone,
}: VerdictView & { readonly timezone: string }) {
  return (
    <>
      <List>
        {shown.map(({ title, price, reason, isInAnswer }) => (
          <List.Item key={title}>
            {`${title}${price === null ? '' : `, ${formatPrice(price)}`}. `}
            {isInAnswer ? 'The answer held it too.' : 'The answer did not hold it, and took its place.'}
            {reason !== null && reason !== '' && (
              <Text as="p" variant="bodySm" tone="subdued">
                {reason}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
      {isOfAnother && (
        <Text as="p" tone="critical">
          It was decided by what is known of another customer than the one who asked.
        </Text>
      )}
      <Text as="p">{`Decided ${formatTime(at, timezone)} by the buyer’s clock, from:`}</Text>
      <List>
        {payloads.map(({ of, title, name, until }) => (
          <List.Item key={`${of} ${title}`}>
            {`${WHOSE[of]}${title === null ? '' : ` “${title}”`}, good until ${formatTime(until, timezone)} `}
            <span className="hash">{name}</span>
          </List.Item>
        ))}
      </List>
      <Text as="p" variant="bodySm" tone="subdued">
        MurmurHash3 <span className="hash">{hash}</span>
        {hash !== toldHash && (
          <>
            , told <span className="hash">{toldHash}</span>
          </>
        )}
      </Text>
    </>
  );
}

const WHOSE = {
  shop: 'The shop’s payload',
  ranking: 'The ranking’s payload',
  product: 'The payload of',
  customer: 'The customer’s payload',
} as const;
