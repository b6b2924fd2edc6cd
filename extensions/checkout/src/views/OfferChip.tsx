import { Button, useTranslate } from '@shopify/ui-extensions-react/checkout';
import type { WireOffer } from '../core/contract.ts';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';
import { priceOf } from './price-of.ts';
import { shorten } from './shorten.ts';
import { TapButton } from './TapButton.tsx';

/** Two stand in a row of a wide page whatever the titles; three and more where they are short. */
const LONGEST_TITLE = 18;

interface OfferChipProps {
  entry: VisibleEntry;
  offer: WireOffer;
  session: Session;
}

/** An offer as small as can be: one button that adds it, and after that takes it back. Why it is offered the headline says. */
export function OfferChip({ entry, offer, session }: OfferChipProps) {
  const translate = useTranslate();
  const { title } = offer;
  const { total: price } = priceOf(session, entry, offer);
  const name = shorten(title, LONGEST_TITLE);
  if (entry.canAct || entry.progress !== 'idle')
    return (
      <TapButton
        entry={entry}
        session={session}
        text={`+ ${name} ${price}`}
        label={translate('addLabel', { title, price })}
        undoText={`${translate('undo')}: ${name}`}
        undoLabel={translate('undoOfferLabel', { title })}
      />
    );
  return (
    <Button
      kind="secondary"
      to={entry.buyUrl ?? undefined}
      accessibilityLabel={translate('buyLabel', { title, price })}
      onPress={() => session.follow(entry)}
    >
      {`${name} ${price}`}
    </Button>
  );
}
