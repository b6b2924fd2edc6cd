import { BlockStack, Button, useTranslate } from '@shopify/ui-extensions-react/checkout';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';
import { DismissButton } from './DismissButton.tsx';
import { UndoButton } from './UndoButton.tsx';

interface OfferButtonsProps {
  entry: VisibleEntry;
  title: string;
  price: string;
  session: Session;
}

/** Add, or Undo after it; where the cart cannot be written, a link to the product. */
export function OfferButtons({ entry, title, price, session }: OfferButtonsProps) {
  const translate = useTranslate();
  const isAccepted = ['done', 'undoing', 'undo-failed'].includes(entry.progress);
  if (isAccepted) {
    return <UndoButton entry={entry} session={session} label={translate('undoOfferLabel', { title })} />;
  }
  return (
    <BlockStack spacing="extraTight" inlineAlignment="end">
      {entry.canAct ? (
        <Button
          kind="secondary"
          loading={entry.progress === 'working'}
          accessibilityLabel={translate('addLabel', { title, price })}
          onPress={() => void session.accept(entry)}
        >
          {translate('add')}
        </Button>
      ) : (
        <Button
          kind="secondary"
          to={entry.productUrl ?? undefined}
          accessibilityLabel={translate('viewProductLabel', { title })}
        >
          {translate('viewProduct')}
        </Button>
      )}
      <DismissButton entry={entry} session={session} title={title} />
    </BlockStack>
  );
}
