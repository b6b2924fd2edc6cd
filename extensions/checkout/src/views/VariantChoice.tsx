import { Select, Text, useTranslate } from '@shopify/ui-extensions-react/checkout';
import { chosenOf } from '../core/choices.ts';
import type { WireOffer } from '../core/contract.ts';
import type { Session } from '../core/session.ts';
import { isOpen } from '../core/state.ts';
import type { VisibleEntry } from '../core/visible.ts';

interface VariantChoiceProps {
  entry: VisibleEntry;
  offer: WireOffer;
  session: Session;
}

/** Which variant: a choice while there is one and nothing is added yet, then the variant's name. */
export function VariantChoice({ entry, offer, session }: VariantChoiceProps) {
  const translate = useTranslate();
  const chosen = chosenOf(offer);
  if (!chosen) return null;
  const { choices = [] } = offer;
  if (choices.length < 2 || !isOpen(entry.progress)) return <Text>{chosen.title}</Text>;
  return (
    <Select
      label={translate('choose')}
      value={chosen.variantId}
      options={choices.map(({ variantId, title }) => ({ value: variantId, label: title }))}
      onChange={(variantId) => session.choose(entry, variantId)}
    />
  );
}
