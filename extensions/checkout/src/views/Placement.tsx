import { BlockStack, Heading, useSettings } from '@shopify/ui-extensions-react/checkout';
import { Fragment } from 'react';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';
import { MessageBanner } from './MessageBanner.tsx';
import { OfferCard } from './OfferCard.tsx';
import { PaymentHint } from './PaymentHint.tsx';
import { SavedAddress } from './SavedAddress.tsx';
import { Skeleton } from './Skeleton.tsx';
import { useSession } from './use-session.ts';

/** Everything one spot in the checkout shows; nothing at all when there is nothing to show. */
export function Placement({ session }: { session: Session }) {
  const { phase, entries } = useSession(session);
  const { headline } = useSettings<{ headline: string }>();
  if (phase === 'loading') return expectsItems(session) ? <Skeleton /> : null;
  if (entries.length === 0) return null;
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

/** A block usually has something for everyone; saved details exist only for a signed-in buyer, so a guest sees no skeleton. */
function expectsItems({ placement, host }: Session): boolean {
  return placement.endsWith('.block') || host.buyerIdentity?.customer.current !== undefined;
}
