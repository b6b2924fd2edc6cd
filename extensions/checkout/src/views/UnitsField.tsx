import { Stepper, useTranslate } from '@shopify/ui-extensions-react/checkout';
import type { WireOffer } from '../core/contract.ts';
import type { Session } from '../core/session.ts';
import { isOpen } from '../core/state.ts';
import type { VisibleEntry } from '../core/visible.ts';

interface UnitsFieldProps {
  entry: VisibleEntry;
  offer: WireOffer;
  session: Session;
}

/** How many, where the campaign lets the buyer choose and nothing is added yet. */
export function UnitsField({ entry, offer: { mostUnits = 1 }, session }: UnitsFieldProps) {
  const translate = useTranslate();
  if (mostUnits < 2 || !isOpen(entry.progress)) return null;
  return (
    <Stepper
      label={translate('units')}
      min={1}
      max={mostUnits}
      value={entry.units}
      onChange={(units = 1) => session.count(entry, units)}
    />
  );
}
