import type { Placement, WireItem } from './contract.ts';
import type { Host } from './host.ts';
import type { Session } from './session.ts';
import type { VisibleEntry } from './visible.ts';

const NO_TAP = async () => undefined;

/**
 * What the checkout editor shows while a merchant places the block: an example of each thing this spot can hold, without a
 * buyer, without a request and without an event. The buttons do nothing.
 */
export function startSample(host: Host, placement: Placement): Session {
  const entries = sampleItems(host, placement).map(toEntry);
  return {
    host,
    placement,
    view: () => ({ phase: 'ready', entries }),
    subscribe: () => () => undefined,
    accept: NO_TAP,
    choose: () => undefined,
    count: () => undefined,
    undo: NO_TAP,
    follow: () => undefined,
    dismiss: () => undefined,
    rendered: () => () => undefined,
    crashed: () => undefined,
  };
}

function toEntry(item: WireItem): VisibleEntry {
  return {
    item,
    productUrl: null,
    decisionId: 'sample',
    trackToken: '',
    source: 'copy',
    progress: 'idle',
    units: 1,
    canAct: true,
    canUndo: true,
    buyUrl: null,
    changes: item.kind === 'savedAddress' ? [{ field: 'city', from: '', to: item.address.city ?? '' }] : [],
  };
}

function sampleItems({ i18n, localization }: Host, placement: Placement): readonly WireItem[] {
  const text = (key: string) => i18n.translate(`sample.${key}`);
  const campaign = { campaignId: 'sample' };
  const reason = { code: 'popular', text: text('reason'), evidence: {} } as const;
  if (placement === 'checkout.delivery-address') {
    const city = text('city');
    return [{ ...campaign, key: 'address', kind: 'savedAddress', address: { city }, summary: city }];
  }
  if (placement === 'checkout.payment') {
    return [{ ...campaign, key: 'hint', kind: 'paymentHint', paymentType: '', text: text('paymentHint') }];
  }
  const price = { amount: '12.00', currencyCode: localization.currency.current.isoCode };
  return [
    {
      ...campaign,
      key: 'message',
      kind: 'message',
      tone: 'info',
      title: text('messageTitle'),
      body: text('messageBody'),
      reason,
    },
    {
      ...campaign,
      key: 'offer',
      kind: 'offer',
      headline: text('headline'),
      productId: '',
      variantId: '',
      title: text('title'),
      imageUrl: null,
      price,
      reason,
    },
  ];
}
