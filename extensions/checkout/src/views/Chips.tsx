import { BlockStack, Button, InlineStack, View, useTranslate } from '@shopify/ui-extensions-react/checkout';
import type { Session } from '../core/session.ts';
import { isOpen } from '../core/state.ts';
import { Item } from './Item.tsx';
import type { Row } from './rows.ts';
import { TapResult } from './TapResult.tsx';

interface ChipsProps {
  entries: Row['entries'];
  session: Session;
  /** What a screen reader calls all of them. */
  title: string;
}

/** Offers as a row of small buttons; below it what the last taps came to, and one button that hides those that are open. */
export function Chips({ entries, session, title }: ChipsProps) {
  const translate = useTranslate();
  const progresses = entries.map(({ progress }) => progress);
  const told = (['failed', 'undo-failed', 'done'] as const).find((each) => progresses.includes(each));
  const open = entries.filter(({ progress }) => isOpen(progress));
  return (
    <BlockStack spacing="tight">
      <InlineStack spacing="tight">
        {entries.map((entry) => (
          <Item key={entry.item.key} entry={entry} session={session} look="chip" />
        ))}
      </InlineStack>
      <View accessibilityRole="status">
        {told && <TapResult progress={told} done="added" failed="addFailed" />}
      </View>
      {open.length > 0 && (
        <InlineStack>
          <Button
            kind="plain"
            accessibilityLabel={translate('dismissLabel', { title })}
            onPress={() => open.forEach((entry) => session.dismiss(entry))}
          >
            {translate('dismiss')}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}
