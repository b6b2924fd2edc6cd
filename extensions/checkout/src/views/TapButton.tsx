import { Button, useTranslate } from '@shopify/ui-extensions-react/checkout';
import type { Session } from '../core/session.ts';
import { isAccepted } from '../core/state.ts';
import type { VisibleEntry } from '../core/visible.ts';

interface TapButtonProps {
  readonly entry: VisibleEntry;
  readonly session: Session;
  /** What it says before the tap. */
  readonly text: string;
  readonly label: string;
  /** What it says after it; "Undo" where nothing is given. */
  readonly undoText?: string;
  /** For a screen reader, after the tap. */
  readonly undoLabel: string;
}

/**
 * Accepts the item, and after that takes the change back; nothing where the host forbids that. One button that changes, so that
 * the keyboard's focus stays where it is.
 */
export function TapButton({ entry, session, text, label, undoText, undoLabel }: TapButtonProps) {
  const translate = useTranslate();
  const hasAccepted = isAccepted(entry.progress);
  if (hasAccepted && !entry.canUndo) return null;
  return (
    <Button
      kind="secondary"
      loading={entry.progress === 'working' || entry.progress === 'undoing'}
      accessibilityLabel={hasAccepted ? undoLabel : label}
      onPress={() => void (hasAccepted ? session.undo(entry) : session.accept(entry))}
    >
      {hasAccepted ? (undoText ?? translate('undo')) : text}
    </Button>
  );
}
