import { Button, useTranslate } from '@shopify/ui-extensions-react/checkout';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';

interface UndoButtonProps {
  entry: VisibleEntry;
  session: Session;
  label: string;
}

/** Takes the accepted change back; nothing where the host forbids it. */
export function UndoButton({ entry, session, label }: UndoButtonProps) {
  const translate = useTranslate();
  if (!entry.canUndo) return null;
  return (
    <Button
      kind="secondary"
      loading={entry.progress === 'undoing'}
      accessibilityLabel={label}
      onPress={() => void session.undo(entry)}
    >
      {translate('undo')}
    </Button>
  );
}
