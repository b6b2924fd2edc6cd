/** What the storefront's pages do by themselves; everything of it works without the script too, apart from the consent. */
import { onConsent } from './consent.ts';
import { provideShopifyGlobal } from './shopify-global.ts';

onConsent();
provideShopifyGlobal();

const signIn = document.querySelector<HTMLFormElement>('#sign-in');
signIn?.addEventListener('change', () => signIn.submit());

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-cart="add"]'))
  form.addEventListener('submit', (event) => {
    if (event.submitter?.hasAttribute('formaction')) return;
    event.preventDefault();
    void addToCart(form);
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
}
