import { OrderDetails } from './order-details.tsx';
import { PageFrame } from './page-frame.tsx';
import { useSnapshot } from './session-context.ts';
import { Slot } from './slot.tsx';

/** The page of an order in customer accounts: where a customer comes back to, from the thank-you page or from an e-mail. */
export function OrderStatusPage() {
  const { checkout } = useSnapshot();
  return (
    <PageFrame>
      <section className="panel">
        <p className="hint" data-testid="order-number">
          Order {checkout.order?.number}
        </p>
        <h1>Confirmed</h1>
        <p className="hint">In a real shop you would see here when it is sent.</p>
      </section>
      <Slot target="customer-account.order-status.block.render" />
      <OrderDetails />
    </PageFrame>
  );
}
