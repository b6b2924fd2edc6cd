import type { ComponentProps } from 'react';
import { Grid } from '@shopify/ui-extensions-react/checkout';
import type { Session } from '../core/session.ts';
import { Item } from './Item.tsx';
import type { Row } from './rows.ts';

/** Two beside each other where there is room, else one under the other. */
const COLUMNS: ComponentProps<typeof Grid>['columns'] = {
  default: ['fill'],
  conditionals: [{ conditions: { viewportInlineSize: { min: 'small' } }, value: ['fill', 'fill'] }],
};

/** All offers of a campaign at once. */
export function OfferGrid({ entries, session }: { entries: Row['entries']; session: Session }) {
  return (
    <Grid columns={COLUMNS} spacing="base">
      {entries.map((entry) => (
        <Item key={entry.item.key} entry={entry} session={session} look="tile" />
      ))}
    </Grid>
  );
}
