import { Banner, BlockStack, List, Modal, Text, TextField } from '@shopify/polaris';
import { useMemo, useState } from 'react';
import { frame } from '#app/domain/segments/diagnostic.ts';
import { importQuery } from '#app/domain/segments/shopify/import-query.ts';
import type { QueryNote, QueryProblem } from '#app/domain/segments/shopify/query.ts';

interface ShopifyImportProps {
  readonly isOpen: boolean;
  /** A query to begin with. */
  readonly start: string;
  readonly onUse: (rule: string) => void;
  readonly onClose: () => void;
}

/** Reads a query of Shopify's segments as a rule, or says by name what it cannot carry over. */
export function ShopifyImport({ isOpen, start, onUse, onClose }: ShopifyImportProps) {
  const [query, setQuery] = useState(start);
  const imported = useMemo(() => (query.trim() === '' ? null : importQuery(query)), [query]);
  const text = imported?.ok ? imported.value.text : null;
  return (
    <Modal
      open={isOpen}
      onClose={onClose}
      title="Import a query of a Shopify segment"
      primaryAction={{
        content: 'Use this rule',
        disabled: text === null,
        onAction: () => text !== null && onUse(text),
      }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <TextField
            label="Query"
            value={query}
            onChange={setQuery}
            multiline={3}
            monospaced
            autoComplete="off"
            placeholder="number_of_orders > 3 AND customer_countries CONTAINS 'GB'"
            helpText="As Shopify's customer segments write it, in the form of now or the one before it (with MATCHES or without)."
          />
          {imported && !imported.ok && <Refused query={query} problems={imported.failure} />}
          {imported?.ok && (
            <BlockStack gap="200">
              <Text as="h3" variant="headingSm">
                The same as a rule
              </Text>
              <span className="code-line">{imported.value.text}</span>
              <QueryNotes notes={imported.value.notes} />
            </BlockStack>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function Refused({ query, problems }: { query: string; problems: readonly QueryProblem[] }) {
  return (
    <BlockStack gap="200">
      {problems.map((problem) => {
        const [sentence = '', ...place] = frame(query, problem).split('\n');
        return (
          <div key={`${problem.span.start} ${problem.subject}`} className="rule-problem">
            <p>{sentence}</p>
            <pre>{place.join('\n')}</pre>
          </div>
        );
      })}
    </BlockStack>
  );
}

/** What both languages say, and measure differently. */
export function QueryNotes({ notes }: { notes: readonly QueryNote[] }) {
  if (notes.length === 0) return null;
  return (
    <Banner tone="info" title="Measured differently">
      <List>
        {notes.map(({ subject, message }) => (
          <List.Item key={subject}>{message}</List.Item>
        ))}
      </List>
    </Banner>
  );
}
