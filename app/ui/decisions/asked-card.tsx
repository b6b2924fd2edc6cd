import { BlockStack, Card, List } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { formatPrice } from '../format.ts';
import type { AskedView } from './view.ts';

/** What the render asked: cart, consent, country, and what the checkout allowed. */
export function AskedCard({ asked }: { asked: AskedView }) {
  const { lines, isSignedIn, isBusiness, canAddLines, country, currency, language } = asked;
  return (
    <Card>
      <BlockStack gap="200">
        <CardHead title="What was asked">
          {`${isSignedIn ? 'Signed in' : 'Not signed in'}, ${country ?? 'no country told'}, ${currency}, ${language ?? 'no language told'}. ${consentText(asked)}`}
        </CardHead>
        <List>
          {lines.length === 0 && <List.Item>The cart was empty.</List.Item>}
          {lines.map(({ title, quantity, cost }, at) => (
            <List.Item
              key={at}
            >{`${quantity} × ${title}${cost === null ? '' : `, ${formatPrice(cost)}`}`}</List.Item>
          ))}
          {isBusiness && <List.Item>The buyer bought for a company.</List.Item>}
          {!canAddLines && <List.Item>This checkout let no products be added.</List.Item>}
        </List>
      </BlockStack>
    </Card>
  );
}

function consentText({ consent }: AskedView): string {
  const given = Object.entries(consent).flatMap(([name, isGiven]) => (isGiven ? name : []));
  return given.length === 0 ? 'No consent was given.' : `Consent to ${given.join(', ')}.`;
}
