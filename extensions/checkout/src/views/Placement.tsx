import { BlockStack, Heading, View, useSettings } from '@shopify/ui-extensions-react/checkout';
import { Fragment, useEffect, useState } from 'react';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';
import { Carousel } from './Carousel.tsx';
import { Chips } from './Chips.tsx';
import { Item } from './Item.tsx';
import { OfferGrid } from './OfferGrid.tsx';
import { rowsOf } from './rows.ts';
import type { Row } from './rows.ts';
import { Skeleton } from './Skeleton.tsx';
import { useRoom } from './use-room.ts';
import { useSession } from './use-session.ts';

/** Everything one spot in the checkout shows; nothing at all when there is nothing to show. */
export function Placement({ session }: { session: Session }) {
  const { phase, entries } = useSession(session);
  const isWaiting = phase === 'loading' && expectsItems(session);
  const isHeld = useHeld(isWaiting);
  const room = useRoom();
  if (!isWaiting && entries.length === 0) return null;
  return (
    <View minBlockSize={isHeld ? room.height : 0}>
      {isWaiting ? <Skeleton room={room} /> : <Items entries={entries} session={session} />}
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
  const rows = rowsOf(entries);
  const headlines = rows.map(({ entries: [{ item }] }) =>
    item.kind === 'offer' ? headline || item.headline : '',
  );
  return (
    <BlockStack spacing="base">
      {rows.map((row, index) => (
        <Fragment key={row.layout === 'single' ? row.entries[0].item.key : row.entries[0].item.campaignId}>
          {isNewHeadline(headlines, index) && <Heading level={2}>{headlines[index]}</Heading>}
          <RowView row={row} session={session} headline={headlines[index] ?? ''} />
        </Fragment>
      ))}
    </BlockStack>
  );
}

interface RowViewProps {
  row: Row;
  session: Session;
  headline: string;
}

function RowView({ row: { layout, entries }, session, headline }: RowViewProps) {
  if (layout === 'chips') return <Chips entries={entries} session={session} title={headline} />;
  if (layout === 'carousel') return <Carousel entries={entries} session={session} />;
  if (layout === 'grid') return <OfferGrid entries={entries} session={session} />;
  return <Item entry={entries[0]} session={session} />;
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
