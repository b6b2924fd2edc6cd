import type { ReactNode } from 'react';
import { OrderSummary } from './order-summary.tsx';
import { useSession, useSnapshot } from './session-context.ts';
import { Toolbar } from './toolbar.tsx';

/** Header, main column, order summary: the frame of both pages. */
export function PageFrame({ summarySlot, children }: { summarySlot?: ReactNode; children: ReactNode }) {
  const { data } = useSession();
  const { switches } = useSnapshot();
  return (
    <>
      {switches.hasToolbar ? <Toolbar /> : <ToolbarButton />}
      <div className="frame">
        <header className="frame-header">
          <a className="shop-name" href="/checkouts/new">
            <span className="shop-mark" aria-hidden="true" />
            {data.shop.name}
          </a>
        </header>
        <aside className="frame-summary" aria-label="Order summary">
          <OrderSummary>{summarySlot}</OrderSummary>
        </aside>
        <main className="frame-main">{children}</main>
        <footer className="frame-footer">
          Sandbox checkout. No payment is taken and nothing is shipped.
        </footer>
      </div>
    </>
  );
}

/** Out of the way until it has the focus or the pointer: screenshots stay clean. */
function ToolbarButton() {
  const query = new URLSearchParams(location.search);
  query.set('toolbar', '1');
  return (
    <a className="toolbar-button" href={`?${query.toString()}`}>
      Sandbox
    </a>
  );
}
