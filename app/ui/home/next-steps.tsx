import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';

const STEPS: Readonly<Record<string, { title: string; text: string; action: string; url: string }>> = {
  'write-segment': {
    title: 'Write a first segment',
    text: 'A rule in one line says who it is for, for example shoppers with more than five orders.',
    action: 'New segment',
    url: '/app/segments/new',
  },
  'make-campaign': {
    title: 'Make a first campaign',
    text: 'An upsell or a message, for everyone or for a segment.',
    action: 'New campaign',
    url: '/app/campaigns/new?kind=upsell',
  },
  'run-campaign': {
    title: 'Start a campaign',
    text: 'No campaign is running, so checkouts show nothing of Attune.',
    action: 'Campaigns',
    url: '/app/campaigns',
  },
  'place-block': {
    title: 'Place Attune in your checkout',
    text: 'No checkout has asked Attune yet. In Shopify, open Settings, Checkout, Customize, and add the Attune blocks where offers, messages and saved details should show.',
    action: 'See campaigns',
    url: '/app/campaigns',
  },
};

/** What a merchant may do next; nothing when all is set up. */
export function NextSteps({ steps }: { steps: readonly string[] }) {
  const known = steps.flatMap((id) => (STEPS[id] ? [{ id, ...STEPS[id] }] : []));
  if (known.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Next steps
        </Text>
        {known.map(({ id, title, text, action, url }) => (
          <InlineStack key={id} align="space-between" blockAlign="center" gap="300">
            <div style={{ flex: '1 1 16rem' }}>
              <Text as="h3" variant="headingSm">
                {title}
              </Text>
              <Text as="p" tone="subdued">
                {text}
              </Text>
            </div>
            <Button url={url}>{action}</Button>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
