import { BlockStack, Button, Card, InlineStack, Text, TextField } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { CardHead } from '../card-head.tsx';
import { OUTCOMES, type TestView } from './view.ts';

type Answer =
  | { readonly kind: 'tested'; readonly test: TestView }
  | { readonly kind: 'unreadable'; readonly given: string };

/** Asks about one customer as the worker would, and keeps nothing. */
export function TestCard() {
  const fetcher = useFetcher<Answer>();
  const { data, state } = fetcher;
  const [customer, setCustomer] = useState('');
  const ask = () =>
    fetcher.submit(JSON.stringify({ intent: 'test', customer }), {
      method: 'post',
      encType: 'application/json',
    });
  return (
    <Card>
      <BlockStack gap="300">
        <CardHead title="Try it">
          Asks about one customer with what is saved, and shows what comes back. Nothing of it is kept.
        </CardHead>
        <TextField
          label="Customer number"
          value={customer}
          onChange={setCustomer}
          autoComplete="off"
          error={
            data?.kind === 'unreadable' ? `Expected a customer's number, found “${data.given}”.` : undefined
          }
          connectedRight={
            <Button onClick={ask} disabled={customer.trim() === ''} loading={state !== 'idle'}>
              Ask
            </Button>
          }
        />
        {data?.kind === 'tested' && <Tested test={data.test} />}
      </BlockStack>
    </Card>
  );
}

function Tested({ test: { outcome, values, problem } }: { test: TestView }) {
  const isGood = outcome === 'told';
  return (
    <BlockStack gap="200">
      <Text as="p" tone={isGood ? 'success' : 'critical'} fontWeight="medium">
        {OUTCOMES[outcome]}
        {problem === null ? '.' : `. ${problem}`}
      </Text>
      {Object.entries(values).map(([field, value]) => (
        <InlineStack key={field} gap="200" align="space-between">
          <code>{field}</code>
          <Text as="span">{typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)}</Text>
        </InlineStack>
      ))}
    </BlockStack>
  );
}
