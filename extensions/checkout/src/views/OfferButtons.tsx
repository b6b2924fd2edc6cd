import { Button, useTranslate } from '@shopify/ui-extensions-react/checkout';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';
import { isAccepted } from '../core/state.ts';
import { DismissButton } from './DismissButton.tsx';
import { TapButton } from './TapButton.tsx';

interface OfferButtonsProps {
  entry: VisibleEntry;
  title: string;
  price: string;
  session: Session;
}

/** Add, or Undo after it; where the cart cannot be written, a link to a new checkout with it. */
export function OfferButtons({ entry, title, price, session }: OfferButtonsProps) {
  const translate = useTranslate();
  const hasAccepted = isAccepted(entry.progress);
  return (
    <>
      {entry.canAct || hasAccepted ? (
        <TapButton
          entry={entry}
          session={session}
          text={translate('add')}
          label={translate('addLabel', { title, price })}
          undoLabel={translate('undoOfferLabel', { title })}
        />
      ) : (
        <Button
          kind="secondary"
          to={entry.buyUrl ?? undefined}
          accessibilityLabel={translate('buyLabel', { title, price })}
          onPress={() => session.follow(entry)}
        >
          {translate('buy')}
        </Button>
      )}
      {!hasAccepted && <DismissButton entry={entry} session={session} title={title} />}
    </>
  );
}
