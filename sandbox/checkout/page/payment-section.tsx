import { Icon } from '../visuals/media.tsx';
import { useSession, useSnapshot } from './session-context.ts';

/** The choice of a payment type. The card form is a picture of one: its fields take nothing. */
export function PaymentSection() {
  const session = useSession();
  const { paymentHandle } = useSnapshot();
  return (
    <div className="options" role="radiogroup" aria-label="Payment method">
      {session.data.paymentOptions.map(({ handle, title, type }) => (
        <div key={handle} className="option-group">
          <label className="option" data-chosen={handle === paymentHandle}>
            <input
              type="radio"
              name="payment"
              checked={handle === paymentHandle}
              onChange={() => session.choosePayment(handle)}
            />
            <span>{title}</span>
            {type === 'creditCard' && <Icon name="credit-card" />}
          </label>
          {handle === paymentHandle && (
            <div className="option-detail">
              {type === 'creditCard' ? <PretendedCard /> : <NextStep title={title} />}
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

function NextStep({ title }: { title: string }) {
  return <p className="hint">In a real shop the buyer would go on with {title} here.</p>;
}

function PretendedCard() {
  return (
    <div className="card" aria-hidden="true">
      <span className="card-field card-wide">
        Card number <Icon name="lock" size="small" />
      </span>
      <span className="card-field">Expiry date</span>
      <span className="card-field">Security code</span>
      <span className="card-field card-wide">Name on card</span>
    </div>
  );
}
