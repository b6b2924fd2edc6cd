import { InlineStack, Text } from '@shopify/polaris';

interface LegendProps {
  readonly series: readonly { readonly title: string; readonly color: string }[];
}

/** What the colours of a chart stand for. */
export function Legend({ series }: LegendProps) {
  return (
    <InlineStack gap="400">
      {series.map(({ title, color }) => (
        <InlineStack key={title} gap="150" blockAlign="center">
          <span className="swatch" style={{ background: color }} />
          <Text as="span" variant="bodySm">
            {title}
          </Text>
        </InlineStack>
      ))}
    </InlineStack>
  );
}
