import { Icon } from '../visuals/media.tsx';
import { OrderDetails } from './order-details.tsx';
import { PageFrame } from './page-frame.tsx';
import { useSnapshot } from './session-context.ts';
import { Slot } from './slot.tsx';

/** The order is placed: its number, where it goes, and the thank-you block. */
export function ThankYouPage() {
  const { checkout } = useSnapshot();
  const name = checkout.customer?.firstName ?? checkout.shippingAddress?.firstName;
  return (
    <PageFrame>
      <div className="thanks">
        <Icon name="check-circle" tone="success" size="large" />
        <div>
          <p className="hint" data-testid="order-number">
            Order {checkout.order?.number}
          </p>
          <h1>{name === undefined || name === null ? 'Thank you!' : `Thank you, ${name}!`}</h1>
        </div>
      </div>
      <section className="panel">
        <h2>Your order is confirmed</h2>
        <p className="hint">In a real shop a confirmation would now be on its way by e-mail.</p>
        <p>
          <a href={`/orders/${checkout.token}${location.search}`}>View your order</a>
        </p>
      </section>
      <Slot target="purchase.thank-you.block.render" />
      <OrderDetails />
    </PageFrame>
  );
}
