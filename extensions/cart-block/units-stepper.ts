import type { WireOffer } from '../checkout/src/core/contract.ts';
import type { Session } from '../checkout/src/core/session.ts';
import { isOpen } from '../checkout/src/core/state.ts';
import type { VisibleEntry } from '../checkout/src/core/visible.ts';
import { element, type Child } from './element.ts';
import { tapIdOf } from './tap-id.ts';

/**
 * How many, where the campaign lets the buyer choose and nothing is added yet. At an end a button stays, without effect: one that is
 * taken away under the keyboard's focus takes the focus along. Its name says the number, so that a screen reader tells of each step.
 */
export function unitsStepper(
  entry: VisibleEntry,
  { title, mostUnits = 1 }: WireOffer,
  session: Session,
): Child {
  const { progress, units, item } = entry;
  if (mostUnits < 2 || !isOpen(progress)) return false;
  const { translate } = session.host.i18n;
  const button = (sign: string, name: string, next: number) => {
    const made = element(
      'button',
      {
        id: tapIdOf(item.key + sign),
        type: 'button',
        'aria-label': translate(name, { units }),
        'aria-disabled': String(next < 1 || next > mostUnits),
      },
      sign,
    );
    made.addEventListener('click', () => session.count(entry, Math.min(next, mostUnits)));
    return made;
  };
  return element(
    'div',
    { class: 'attune-cart__units', role: 'group', 'aria-label': translate('units', { title }) },
    button('−', 'fewer', units - 1),
    element('span', {}, String(units)),
    button('+', 'more', units + 1),
  );
}
