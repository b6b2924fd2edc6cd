import { TextField } from '../visuals/fields.tsx';
import { useSession, useSnapshot } from './session-context.ts';

/** Who is buying: a signed-in customer, or the e-mail address of a guest. */
export function ContactSection() {
  const session = useSession();
  const { checkout } = useSnapshot();
  const { customer } = checkout;
  return (
    <section className="section">
      <div className="section-head">
        <h2>Contact</h2>
        {customer === null && <span className="hint">Guest</span>}
      </div>
      {customer === null ? (
        <TextField
          options={{
            label: 'Email',
            type: 'email',
            autocomplete: 'email',
            value: checkout.email ?? '',
            isDisabled: false,
            onChange: (email) => void session.change({ type: 'updateEmail', email }),
          }}
        />
      ) : (
        <div className="account" data-testid="customer">
          <span className="account-mark" aria-hidden="true">
            {(customer.firstName ?? customer.email ?? '?').slice(0, 1).toUpperCase()}
          </span>
          <span>
            <strong>
              {[customer.firstName, customer.lastName].filter((name) => name !== null).join(' ')}
            </strong>
            <span className="hint">{customer.email}</span>
          </span>
        </div>
      )}
    </section>
  );
}
