import { BlockStack, Button, InlineStack, useTranslate } from '@shopify/ui-extensions-react/checkout';
import { useState } from 'react';
import type { Session } from '../core/session.ts';
import type { Row } from './rows.ts';
import { Item } from './Item.tsx';

interface CarouselProps {
  entries: Row['entries'];
  session: Session;
}

/** One offer at a time. The last leads back to the first, so that neither button ever goes and takes the focus away. */
export function Carousel({ entries, session }: CarouselProps) {
  const translate = useTranslate();
  const [turned, setTurned] = useState(0);
  const count = entries.length;
  const at = ((turned % count) + count) % count;
  const entry = entries[at] ?? entries[0];
  // In isolation: where the words are of another direction than the page, the numbers stay where they belong.
  const place = count > 1 ? `\u2068${translate('place', { place: at + 1, of: count })}\u2069` : '';
  return (
    <BlockStack spacing="tight">
      <Item entry={entry} session={session} look="tile" place={place} />
      {count > 1 && (
        <InlineStack spacing="tight" inlineAlignment="center">
          <Button kind="secondary" onPress={() => setTurned(at - 1)}>
            {translate('previous')}
          </Button>
          <Button kind="secondary" onPress={() => setTurned(at + 1)}>
            {translate('next')}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}
