import type { CheckoutAddress } from '../checkout-shop.ts';
import type { PageData } from '../host/page-data.ts';
import { Icon } from '../visuals/media.tsx';
import { PageFrame } from './page-frame.tsx';
import { useSession, useSnapshot } from './session-context.ts';
import { Slot } from './slot.tsx';

/** The order is placed: its number, where it goes, and the thank-you block. */
export function ThankYouPage() {
  const { data } = useSession();
  const { checkout, paymentHandle } = useSnapshot();
  const name = checkout.customer?.firstName ?? checkout.shippingAddress?.firstName;
  const payment = data.paymentOptions.find(({ handle }) => handle === paymentHandle);
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
      </section>
      <Slot target="purchase.thank-you.block.render" />
      <section className="panel">
        <h2>Order details</h2>
        <dl className="details">
          <Detail name="Contact" lines={[checkout.email]} />
          <Detail name="Delivery address" lines={addressLines(checkout.shippingAddress, data.countries)} />
          <Detail
            name="Shipping method"
            lines={[checkout.shippingOptions.find(({ handle }) => handle === checkout.shippingHandle)?.title]}
          />
          <Detail name="Payment" lines={[payment?.title]} />
        </dl>
      </section>
    </PageFrame>
  );
}

function addressLines(address: CheckoutAddress | null, countries: PageData['countries']) {
  if (address === null) return [];
  return [
    [address.firstName, address.lastName].filter(Boolean).join(' '),
    address.company,
    address.address1,
    address.address2,
    [address.zip, address.city].filter(Boolean).join(' '),
    countries.find(({ code }) => code === address.countryCode)?.name ?? address.countryCode,
  ];
}

function Detail({ name, lines }: { name: string; lines: readonly (string | null | undefined)[] }) {
  const given = lines.filter((line): line is string => line !== null && line !== undefined && line !== '');
  return (
    <div>
      <dt>{name}</dt>
      {given.length === 0 ? (
        <dd className="hint">Not given</dd>
      ) : (
        given.map((line) => <dd key={line}>{line}</dd>)
      )}
    </div>
  );
}
