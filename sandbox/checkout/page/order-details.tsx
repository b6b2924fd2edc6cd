import type { CheckoutAddress } from '../checkout-shop.ts';
import type { PageData } from '../host/page-data.ts';
import { useSession, useSnapshot } from './session-context.ts';

/** What stands on every page of a placed order. */
export function OrderDetails() {
  const { data } = useSession();
  const { checkout, paymentHandle } = useSnapshot();
  const payment = data.paymentOptions.find(({ handle }) => handle === paymentHandle);
  return (
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
