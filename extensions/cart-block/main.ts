/** What the theme's cart block runs: extensions/theme-cart/blocks/offers.liquid is its page. */
import { reportOnce } from '../checkout/src/core/report-once.ts';
import { readCart } from './ajax-cart.ts';
import { createCartHost } from './cart-host.ts';
import { startCartSession } from './cart-session.ts';
import { loadConsent } from './consent.ts';
import { rootOf } from './shopify-global.ts';
import { readTexts } from './texts.ts';
import { drawInto } from './view.ts';
import { watchCart } from './watch-cart.ts';

/** A theme that shows another cart by itself listens for this event and prevents its default: else the page is loaded again. */
const CART_CHANGED = 'attune:cart-changed';

const started = new WeakSet<HTMLElement>();

startAll();
new MutationObserver(startAll).observe(document, { childList: true, subtree: true });

/** Also those that a theme put in the place of earlier ones when it drew the page anew. */
function startAll(): void {
  for (const block of document.querySelectorAll<HTMLElement>('[data-attune-cart]')) {
    if (started.has(block)) continue;
    started.add(block);
    void start(block);
  }
}

/** A cart page never breaks by what is only a suggestion: whatever fails, the place stays empty. */
async function start(block: HTMLElement): Promise<void> {
  try {
    const { Shopify: shopify } = window;
    const [cart, consent] = await Promise.all([readCart(rootOf(shopify)), loadConsent(shopify, document)]);
    const { host, reread } = createCartHost({ block, shopify, cart, consent, translate: readTexts(block) });
    watchCart(() => block.isConnected && void reread());
    const proxyPath = block.dataset['proxy'] ?? '';
    const { session, tapped } = await startCartSession({ host, proxyPath, onCartChange });
    drawInto(block, session, tapped);
  } catch (error) {
    block.replaceChildren();
    block.style.visibility = 'hidden';
    reportOnce(error);
  }
}

function onCartChange(): void {
  const event = new CustomEvent(CART_CHANGED, { cancelable: true });
  if (document.dispatchEvent(event)) window.location.reload();
}
