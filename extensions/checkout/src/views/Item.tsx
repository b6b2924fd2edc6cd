import { useEffect } from 'react';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';
import { MessageBanner } from './MessageBanner.tsx';
import { OfferCard } from './OfferCard.tsx';
import { OfferChip } from './OfferChip.tsx';
import { OfferTile } from './OfferTile.tsx';
import { PaymentHint } from './PaymentHint.tsx';
import { SavedAddress } from './SavedAddress.tsx';

const OFFERS = { row: OfferCard, tile: OfferTile, chip: OfferChip };

interface ItemProps {
  entry: VisibleEntry;
  session: Session;
  /** How an offer stands: in a row, in a carousel or a grid, or among chips. */
  look?: keyof typeof OFFERS;
  /** Where it stands among others of which only one is on screen. */
  place?: string;
}

/** One item as its kind is drawn. Tells the session that it is on screen. */
export function Item({ entry, session, look = 'row', place = '' }: ItemProps) {
  const { item } = entry;
  const Offer = OFFERS[look];
  useEffect(() => session.rendered(entry), [session, entry]);
  switch (item.kind) {
    case 'offer':
      return <Offer entry={entry} offer={item} session={session} place={place} />;
    case 'message':
      return <MessageBanner entry={entry} message={item} session={session} />;
    case 'savedAddress':
      return <SavedAddress entry={entry} saved={item} session={session} />;
    case 'paymentHint':
      return <PaymentHint entry={entry} hint={item} session={session} />;
  }
}
