import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { formatCount, plural } from '../format.ts';

export interface TemplateView {
  readonly id: string;
  readonly name: string;
  readonly why: string;
  readonly family: 'buyers' | 'carts' | 'loyalty' | 'expected' | 'rfm';
  readonly rule: string;
  readonly members: number;
  readonly plusMinus: number;
}

const FAMILIES = [
  { id: 'buyers', title: 'How often they buy' },
  { id: 'carts', title: 'Carts left behind' },
  { id: 'loyalty', title: 'Loyalty' },
  { id: 'expected', title: 'What is to be expected of them' },
  { id: 'rfm', title: 'By recency, frequency and spend: every buyer is in exactly one' },
] as const;

interface TemplateGalleryProps {
  readonly templates: readonly TemplateView[];
  readonly onUse: (template: TemplateView) => void;
}

/** Segments to start from, with thresholds and sizes of this shop. */
export function TemplateGallery({ templates, onUse }: TemplateGalleryProps) {
  return (
    <Card>
      <BlockStack gap="500">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Start from a template
          </Text>
          <Text as="p" tone="subdued">
            Thresholds and sizes are taken from your own shoppers. Everything can be changed afterwards.
          </Text>
        </BlockStack>
        {FAMILIES.map(({ id, title }) => (
          <BlockStack key={id} gap="200">
            <Text as="h3" variant="headingSm">
              {title}
            </Text>
            <div className="templates">
              {templates
                .filter(({ family }) => family === id)
                .map((template) => (
                  <Template key={template.id} template={template} onUse={onUse} />
                ))}
            </div>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function Template({ template, onUse }: { template: TemplateView } & Pick<TemplateGalleryProps, 'onUse'>) {
  const { name, why, rule, members, plusMinus } = template;
  const size =
    plusMinus > 0
      ? `About ${formatCount(members)} (± ${formatCount(plusMinus)}) shoppers`
      : plural(members, 'shopper');
  return (
    <div className="template">
      <BlockStack gap="100">
        <Text as="h4" variant="bodyMd" fontWeight="semibold">
          {name}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {why}
        </Text>
        <span className="code-line">{rule}</span>
      </BlockStack>
      <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
        <Text as="span" variant="bodySm" numeric>
          {size}
        </Text>
        <Button size="slim" onClick={() => onUse(template)} accessibilityLabel={`Use the template ${name}`}>
          Use
        </Button>
      </InlineStack>
    </div>
  );
}
