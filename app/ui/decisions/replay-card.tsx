import { Badge, BlockStack, Card, InlineStack, List, Text } from '@shopify/polaris';
import type { ReplayView } from './view.ts';
import { DIFFERENCE_WORDS } from './words.ts';

interface ReplayCardProps {
  readonly replay: ReplayView;
  readonly recordedBy: string;
  readonly codeVersion: string;
}

/** Whether the decision, made again just now, is the recorded one. */
export function ReplayCard({ replay, recordedBy, codeVersion }: ReplayCardProps) {
  const { hash, recordedHash, differences } = replay;
  const isSame = hash === recordedHash;
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Badge tone={isSame ? 'success' : 'critical'}>
            {isSame ? 'Same as recorded' : 'Not as recorded'}
          </Badge>
          <Text as="span">
            {isSame
              ? 'Made again just now from what it was made from, it is the same, bit for bit.'
              : `Made again just now, it is another. It was recorded by Attune ${recordedBy}; this is ${codeVersion}.`}
          </Text>
        </InlineStack>
        {!isSame && (
          <List>
            {differences.map(({ what, recorded, replayed }) => (
              <List.Item key={what}>
                {DIFFERENCE_WORDS[what] ?? what}
                {recorded !== null && <span className="code-line">{`recorded ${recorded}`}</span>}
                {replayed !== null && <span className="code-line">{`replayed ${replayed}`}</span>}
              </List.Item>
            ))}
          </List>
        )}
        <Text as="p" variant="bodySm" tone="subdued">
          SHA-256 <span className="hash">{hash}</span>
        </Text>
      </BlockStack>
    </Card>
  );
}
