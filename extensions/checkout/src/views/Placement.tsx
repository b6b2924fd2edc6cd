import { BlockStack, Heading, View, useSettings } from '@shopify/ui-extensions-react/checkout';
import { Fragment, useEffect, useState } from 'react';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';
import { MessageBanner } from './MessageBanner.tsx';
import { OfferCard } from './OfferCard.tsx';
import { PaymentHint } from './PaymentHint.tsx';
import { SavedAddress } from './SavedAddress.tsx';
import { Skeleton, SKELETON_HEIGHT } from './Skeleton.tsx';
import { useSession } from './use-session.ts';

/** Everything one spot in the checkout shows; nothing at all when there is nothing to show. */
export function Placement({ session }: { session: Session }) {
  const { phase, entries } = useSession(session);
  const isWaiting = phase === 'loading' && expectsItems(session);
  const isHeld = useHeld(isWaiting);
  if (!isWaiting && entries.length === 0) return null;
  return (
    <View minBlockSize={isHeld ? SKELETON_HEIGHT : 0}>
      {isWaiting ? <Skeleton /> : <Items entries={entries} session={session} />}
    </View>
  );
}

/**
 * True while waiting and for one commit longer. Each change of the tree is a message to the host, which may paint between the one
 * that takes the skeleton away and the one that puts an offer there: the place itself keeps the height meanwhile.
 */
function useHeld(isWaiting: boolean): boolean {
  const [isHeld, setHeld] = useState(isWaiting);
  useEffect(() => setHeld(isWaiting), [isWaiting]);
  return isHeld;
}

function Items({ entries, session }: { entries: readonly VisibleEntry[]; session: Session }) {
  const { headline } = useSettings<{ headline: string }>();
  const headlines = entries.map(({ item }) => (item.kind === 'offer' ? headline || item.headline : ''));
  return (
    <BlockStack spacing="base">
      {entries.map((entry, index) => (
        <Fragment key={entry.item.key}>
          {isNewHeadline(headlines, index) && <Heading level={2}>{headlines[index]}</Heading>}
          <Item entry={entry} session={session} />
        </Fragment>
      ))}
    </BlockStack>
  );
}

function Item({ entry, session }: { entry: VisibleEntry; session: Session }) {
  const { item } = entry;
  switch (item.kind) {
    case 'offer':
      return <OfferCard entry={entry} offer={item} session={session} />;
    case 'message':
      return <MessageBanner entry={entry} message={item} session={session} />;
    case 'savedAddress':
      return <SavedAddress entry={entry} saved={item} session={session} />;
    case 'paymentHint':
      return <PaymentHint entry={entry} hint={item} session={session} />;
  }
}

/** A headline stands once above the offers it belongs to. */
function isNewHeadline(headlines: readonly string[], index: number): boolean {
  return headlines[index] !== '' && headlines.indexOf(headlines[index] ?? '') === index;
}

/**
 * Height is kept only where something will most likely stand, for a place that closes moves the page: a block usually has something
 * for everyone; a saved address is for a signed-in buyer whose address the checkout does not have yet; a payment hint is one line.
 */
function expectsItems({ placement, host }: Session): boolean {
  if (placement.endsWith('.block')) return true;
  const isSignedIn = host.buyerIdentity?.customer.current !== undefined;
  return placement === 'checkout.delivery-address' && isSignedIn && !host.shippingAddress?.current?.address1;
}
