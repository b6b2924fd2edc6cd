import { useState, type ReactNode } from 'react';
import type { CheckoutLine } from '../checkout-shop.ts';
import { Icon } from '../visuals/media.tsx';
import { formatMoney } from './format-money.ts';
import { useSnapshot } from './session-context.ts';

/** Lines and totals. On a narrow screen they fold under a bar that shows the total. */
export function OrderSummary({ children }: { children?: ReactNode }) {
  const { checkout, switches } = useSnapshot();
  const [isOpen, setOpen] = useState(false);
  const total = formatMoney(checkout.total, switches.language);
  return (
    <div className="summary" data-open={isOpen}>
      <button type="button" className="summary-bar" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span>
          {isOpen ? 'Hide order summary' : 'Show order summary'}
          <Icon name={isOpen ? 'chevron-up' : 'chevron-down'} size="small" />
        </span>
        <strong>{total}</strong>
      </button>
      <div className="summary-content">
        <h2 className="visually-hidden">Order summary</h2>
        <ul className="lines" data-testid="checkout-lines">
          {checkout.lines.map((line) => (
            <Line key={line.id} line={line} language={switches.language} />
          ))}
        </ul>
        {children}
        <dl className="totals">
          <Total
            name="Subtotal"
            value={formatMoney(checkout.subtotal, switches.language)}
            testId="checkout-subtotal"
          />
          {checkout.discounts.map(({ title, amount }) => (
            <Total
              key={title}
              name={<Reduction title={title} />}
              value={`−${formatMoney(amount, switches.language)}`}
              testId="checkout-discount"
            />
          ))}
          <Total
            name="Shipping"
            value={shippingText(checkout.shipping, switches.language)}
            testId="checkout-shipping"
          />
          <div className="totals-sum">
            <dt>Total</dt>
            <dd>
              <span className="currency">{checkout.currencyCode}</span>
              <strong data-testid="checkout-total">{total}</strong>
            </dd>
          </div>
        </dl>
      </div>
    </div>
  );
}

function shippingText(shipping: { amount: string; currencyCode: string } | null, language: string): string {
  if (shipping === null) return 'Enter an address';
  return Number(shipping.amount) === 0 ? 'Free' : formatMoney(shipping, language);
}

function Line({ line, language }: { line: CheckoutLine; language: string }) {
  const number = line.variantId.split('/').pop() ?? '';
  return (
    <li className="line" data-testid={`line-${number}`} data-variant={line.variantId}>
      <span className="line-picture">
        {line.imageUrl === null ? <span className="line-no-picture" /> : <img src={line.imageUrl} alt="" />}
        <span className="line-quantity" aria-label={`Quantity ${line.quantity}`} data-testid="line-quantity">
          {line.quantity}
        </span>
      </span>
      <span className="line-text">
        <span className="line-title">{line.title}</span>
        {line.subtitle !== null && <span className="line-subtitle">{line.subtitle}</span>}
      </span>
      <span className="line-total">{formatMoney(line.total, language)}</span>
    </li>
  );
}

function Reduction({ title }: { title: string }) {
  return (
    <span className="reduction">
      <Icon name="discount" size="small" />
      {title}
    </span>
  );
}

function Total({ name, value, testId }: { name: ReactNode; value: string; testId: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-testid={testId}>{value}</dd>
    </div>
  );
}
