import { formatMoney } from './format-money.ts';
import { useSession, useSnapshot } from './session-context.ts';

export function ShippingSection() {
  const session = useSession();
  const { checkout, switches } = useSnapshot();
  return (
    <section className="section">
      <h2>Shipping method</h2>
      <div className="options" role="radiogroup" aria-label="Shipping method">
        {checkout.shippingOptions.map(({ handle, title, price }) => (
          <label key={handle} className="option" data-chosen={handle === checkout.shippingHandle}>
            <input
              type="radio"
              name="shipping"
              checked={handle === checkout.shippingHandle}
              onChange={() => void session.change({ type: 'selectShipping', handle })}
            />
            <span>{title}</span>
            <strong>{Number(price.amount) === 0 ? 'Free' : formatMoney(price, switches.language)}</strong>
          </label>
        ))}
      </div>
    </section>
  );
}
