import { BlockStack, Button, Card, Text } from '@shopify/polaris';
import { FACTS } from '#app/domain/facts/catalogue.ts';
import type { Fact } from '#app/domain/facts/catalogue.ts';
import { FACT_EXAMPLES } from './fact-examples.ts';

const GROUPS = [
  { title: 'Purchases', prefix: 'purchases.' },
  { title: 'Customer', prefix: 'customer.' },
  { title: 'Loyalty', prefix: 'loyalty.' },
  { title: 'Cart left open', prefix: 'cart.open_for' },
] as const;
const isCheckout = ({ source }: Pick<Fact, 'source'>) => source === 'checkout';

/** Every fact a rule may use, with an example that can be put into the rule. */
export function FactList({ onInsert }: { onInsert: (condition: string) => void }) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Facts you may use
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            Choose an example to add it to the rule. A comparison with a missing fact is false.
          </Text>
        </BlockStack>
        <div className="fact-list">
          <BlockStack gap="400">
            {GROUPS.map(({ title, prefix }) => (
              <FactGroup
                key={title}
                title={title}
                facts={FACTS.filter((fact) => fact.name.startsWith(prefix) && !isCheckout(fact))}
                onInsert={onInsert}
              />
            ))}
            <FactGroup title="At checkout" facts={FACTS.filter(isCheckout)} onInsert={onInsert} />
          </BlockStack>
        </div>
      </BlockStack>
    </Card>
  );
}

interface FactGroupProps {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly onInsert: (condition: string) => void;
}

function FactGroup({ title, facts, onInsert }: FactGroupProps) {
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      {facts.map(({ name, description }) => (
        <BlockStack key={name} gap="050">
          <span className="code-line">{name}</span>
          <Text as="p" variant="bodySm" tone="subdued">
            {description}
          </Text>
          <div>
            <Button
              variant="plain"
              size="slim"
              textAlign="start"
              onClick={() => onInsert(FACT_EXAMPLES[name])}
            >
              {FACT_EXAMPLES[name]}
            </Button>
          </div>
        </BlockStack>
      ))}
    </BlockStack>
  );
}

/** The rule with one more condition: joined with AND on a line of its own. */
export function appendCondition(rule: string, condition: string): string {
  return rule.trim() === '' ? condition : `${rule.trimEnd()}\nAND ${condition}`;
}
