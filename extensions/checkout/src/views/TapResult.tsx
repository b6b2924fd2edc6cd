import { Text, useTranslate } from '@shopify/ui-extensions-react/checkout';
import type { Progress } from '../core/state.ts';

interface TapResultProps {
  progress: Progress;
  /** Locale keys of the two sentences that differ by item. */
  done: string;
  failed: string;
}

/** One quiet line about the last tap. */
export function TapResult({ progress, done, failed }: TapResultProps) {
  const translate = useTranslate();
  if (progress === 'done' || progress === 'undoing') {
    return <Text appearance="success">{translate(done)}</Text>;
  }
  if (progress === 'failed') return <Text appearance="subdued">{translate(failed)}</Text>;
  if (progress === 'undo-failed') return <Text appearance="subdued">{translate('undoFailed')}</Text>;
  return null;
}
