import { Button, useTranslate } from '@shopify/ui-extensions-react/checkout';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';

interface DismissButtonProps {
  entry: VisibleEntry;
  session: Session;
  /** What is hidden, for a screen reader. */
  title: string;
}

/** Hides the item for the rest of this checkout. */
export function DismissButton({ entry, session, title }: DismissButtonProps) {
  const translate = useTranslate();
  return (
    <Button
      kind="plain"
      accessibilityLabel={translate('dismissLabel', { title })}
      onPress={() => session.dismiss(entry)}
    >
      {translate('dismiss')}
    </Button>
  );
}
