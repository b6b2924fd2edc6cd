import { BlockStack, Button, Card, InlineStack, List, Text } from '@shopify/polaris';
import { ClipboardIcon } from '@shopify/polaris-icons';
import { useMemo } from 'react';
import type { Rule } from '#app/domain/segments/ast.ts';
import { exportRule } from '#app/domain/segments/shopify/export-rule.ts';
import { showToast } from '../app-bridge.ts';
import { QueryNotes } from './shopify-import.tsx';

/** The rule as a query of Shopify's segments, to be used in Shopify itself; or what Shopify cannot say, by name. */
export function ShopifyExport({ rule }: { rule: Rule }) {
  const exported = useMemo(() => exportRule(rule), [rule]);
  const copy = (text: string) =>
    void navigator.clipboard?.writeText(text).then(() => showToast('Query copied'));
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            As a Shopify segment
          </Text>
          {exported.ok && (
            <Button icon={ClipboardIcon} size="slim" onClick={() => copy(exported.value.text)}>
              Copy
            </Button>
          )}
        </InlineStack>
        {exported.ok ? (
          <>
            <div className="secret">{exported.value.text}</div>
            <QueryNotes notes={exported.value.notes} />
          </>
        ) : (
          <BlockStack gap="200">
            <Text as="p" tone="subdued">
              Shopify’s segments cannot say this rule:
            </Text>
            <List>
              {exported.failure.map(({ subject, span, message }) => (
                <List.Item key={`${span.start} ${subject}`}>{message}</List.Item>
              ))}
            </List>
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}
