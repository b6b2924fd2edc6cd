import { createRoot } from 'react-dom/client';
import { createCheckoutClient } from '../host/checkout-client.ts';
import { createEventLog } from '../host/event-log.ts';
import type { PageData } from '../host/page-data.ts';
import { createSession } from '../host/session.ts';
import { directionOf, readSwitches } from '../host/switches.ts';
import { hostPixel } from '#sandbox/pixel/browser/host-pixel.ts';
import { readGiven } from '#sandbox/storefront/browser/consent.ts';
import { CheckoutPage } from './checkout-page.tsx';
import { OrderStatusPage } from './order-status-page.tsx';
import { exposeSandbox } from './sandbox-window.ts';
import { SessionContext } from './session-context.ts';
import { ThankYouPage } from './thank-you-page.tsx';
import './page.css';
import '../visuals/visuals.css';

/** The server wrote it with JSON.stringify from the same type. */
function readPageData(): PageData {
  return JSON.parse(document.getElementById('checkout-data')?.textContent ?? '') as PageData;
}

const data = readPageData();
const query = new URLSearchParams(location.search);
const asked = readSwitches(query);
const switches = query.has('consent') ? asked : { ...asked, consent: readGiven() ?? asked.consent };
const log = createEventLog();
const session = createSession(data, switches, createCheckoutClient(data.checkout.token), log);
exposeSandbox(session);
const pixel = hostPixel(data.pixel, switches.consent);
session.subscribe(() => pixel.setConsent(session.switches.consent));
document.documentElement.lang = switches.language;
document.documentElement.dir = directionOf(switches.language);
window.addEventListener('unhandledrejection', ({ reason }) =>
  log.add({ kind: 'error', target: null, text: reason instanceof Error ? reason.message : String(reason) }),
);
window.addEventListener('error', (event) => log.add({ kind: 'error', target: null, text: event.message }));

const PAGES = { checkout: CheckoutPage, 'thank-you': ThankYouPage, 'order-status': OrderStatusPage };
const Page = PAGES[data.page];

const container = document.getElementById('checkout');
if (container === null) throw new Error('Expected the element #checkout on the page.');
createRoot(container).render(
  <SessionContext.Provider value={session}>
    <Page />
  </SessionContext.Provider>,
);
