import { useState } from 'react';
import { PageFrame } from './page-frame.tsx';
import { AddressSection } from './address-section.tsx';
import { ContactSection } from './contact-section.tsx';
import { PaymentSection } from './payment-section.tsx';
import { ShippingSection } from './shipping-section.tsx';
import { Slot } from './slot.tsx';
import { useSession, useSnapshot } from './session-context.ts';

/** One page: contact, delivery, shipping, payment; lines and totals beside it. */
export function CheckoutPage() {
  const { switches } = useSnapshot();
  const block = <Slot target="purchase.checkout.block.render" />;
  return (
    <PageFrame summarySlot={switches.blockPlace === 'summary' ? block : undefined}>
      <ContactSection />
      <section className="section">
        <h2>Delivery</h2>
        <Slot target="purchase.checkout.delivery-address.render-before" />
        <AddressSection />
      </section>
      <ShippingSection />
      {switches.blockPlace === 'main' && block}
      <section className="section">
        <h2>Payment</h2>
        <p className="hint">Sandbox: no payment is taken, and no card data is asked for.</p>
        <Slot target="purchase.checkout.payment-method-list.render-before" />
        <PaymentSection />
      </section>
      <PayNow />
    </PageFrame>
  );
}

/** Places the order and goes on to the thank-you page with the same switches. */
function PayNow() {
  const session = useSession();
  const { checkout } = useSnapshot();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function pay(): Promise<void> {
    setBusy(true);
    setRefusal(null);
    const outcome = await session.placeOrder();
    if (outcome.type === 'success') {
      location.assign(`/checkouts/${outcome.checkout.token}/thank-you${location.search}`);
      return;
    }
    setRefusal(outcome.message);
    setBusy(false);
  }

  return (
    <div className="pay">
      {refusal !== null && (
        <p className="pay-refusal" role="alert">
          {refusal}
        </p>
      )}
      <button
        type="button"
        className="pay-now"
        data-testid="pay-now"
        disabled={isBusy || checkout.lines.length === 0}
        aria-busy={isBusy}
        onClick={() => void pay()}
      >
        {isBusy ? 'Placing the order…' : 'Pay now'}
      </button>
    </div>
  );
}
