import { BlockStack, Card, List } from '@shopify/polaris';
import { CardHead } from '../card-head.tsx';
import { formatPrice } from '../format.ts';
import type { AskedView } from './view.ts';

/** What was asked: cart, consent, country, and what the checkout allowed; by a server of the shop's, whose cart may be none. */
export function AskedCard({ asked, byServer }: { asked: AskedView; byServer: boolean }) {
  const { lines, isBusiness, canAddLines } = asked;
  return (
    <Card>
      <BlockStack gap="200">
        <CardHead title="What was asked">{byServer ? serverText(asked) : buyerText(asked)}</CardHead>
        <List>
          {lines.length === 0 && (
            <List.Item>{byServer ? 'No cart was told.' : 'The cart was empty.'}</List.Item>
          )}
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

function buyerText(asked: AskedView): string {
  const { isSignedIn, country, currency, language } = asked;
  const who = isSignedIn ? 'Signed in' : 'Not signed in';
  return `${who}, ${country ?? 'no country told'}, ${currency}, ${language ?? 'no language told'}. ${consentText(asked)}`;
}

/** The API is asked by the shop's own servers. */
function serverText({ isSignedIn, country, currency }: AskedView): string {
  const whom = isSignedIn ? 'For a customer' : 'For nobody in particular';
  return `${whom}, ${country ?? 'no country told'}, ${currency}. Asked by a server with an API key, which answers for consent.`;
}

function consentText({ consent }: AskedView): string {
  const given = Object.entries(consent).flatMap(([name, isGiven]) => (isGiven ? name : []));
  return given.length === 0 ? 'No consent was given.' : `Consent to ${given.join(', ')}.`;
}
