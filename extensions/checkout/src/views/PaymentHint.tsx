import { InlineLayout, Text } from '@shopify/ui-extensions-react/checkout';
import type { WirePaymentHint } from '../core/contract.ts';
import type { Session } from '../core/session.ts';
import type { VisibleEntry } from '../core/visible.ts';
import { DismissButton } from './DismissButton.tsx';

interface PaymentHintProps {
  entry: VisibleEntry;
  hint: WirePaymentHint;
  session: Session;
}

/** How the buyer paid last time, as a reminder only: no extension can choose a payment method. */
export function PaymentHint({ entry, hint, session }: PaymentHintProps) {
  return (
    <InlineLayout columns={['fill', 'auto']} spacing="base" blockAlignment="center">
      <Text appearance="subdued">{hint.text}</Text>
      <DismissButton entry={entry} session={session} title={hint.text} />
    </InlineLayout>
  );
}
