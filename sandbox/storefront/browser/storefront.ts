/** What the storefront's pages do by themselves; everything of it works without the script too, apart from the consent. */
import { NO_CONSENT } from '#sandbox/checkout/host/switches.ts';
import { hostPixel } from '#sandbox/pixel/browser/host-pixel.ts';
import type { PagePixel } from '#sandbox/pixel/page-pixel.ts';
import { provideAjaxCart } from './ajax-cart.ts';
import { onConsent, readGiven } from './consent.ts';
import { provideShopifyGlobal } from './shopify-global.ts';

/** The server wrote it with JSON.stringify from the same type. */
const given = JSON.parse(document.querySelector('#web-pixel')?.textContent ?? 'null') as PagePixel | null;
const pixel = hostPixel(given, readGiven() ?? NO_CONSENT);
onConsent((consent) => pixel.setConsent(consent));
provideShopifyGlobal();
provideAjaxCart();

const signIn = document.querySelector<HTMLFormElement>('#sign-in');
signIn?.addEventListener('change', () => signIn.submit());

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-cart="add"]'))
  form.addEventListener('submit', (event) => {
    if (event.submitter?.hasAttribute('formaction')) return;
    event.preventDefault();
    void addToCart(form);
  });

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-cart="change"]'))
  form.addEventListener('submit', ({ submitter }) => {
    if (submitter instanceof HTMLButtonElement && submitter.name === 'remove')
      pixel.publish({ name: 'product_removed_from_cart', data: {} });
  });

async function addToCart(form: HTMLFormElement): Promise<void> {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams(fields),
  });
  const note = document.querySelector('#added');
  const count = document.querySelector('#cart-count');
  if (!response.ok || !count || !note) return form.submit();
  const { units }: { units: number } = await response.json();
  count.textContent = String(units);
  note.textContent = 'Added to the cart.';
  pixel.publish({
    name: 'product_added_to_cart',
    data: { cartLine: { quantity: Number(new FormData(form).get('quantity')) } },
  });
}
