/**
 * A theme that changes quantities without loading the page, as many do: `?theme=ajax` draws the lines and the total anew, `?theme=sections`
 * all of the page's main part, with the app's block in it.
 */
export function provideAjaxCart(): void {
  const theme = document.querySelector<HTMLElement>('.lines')?.dataset['theme'];
  if (!theme) return;
  const parts = theme === 'sections' ? ['main'] : ['.lines', '.total'];
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset['cart'] !== 'change') return;
    event.preventDefault();
    const isRemoval = event.submitter?.getAttribute('name') === 'remove';
    const fields = new FormData(form);
    void change(String(fields.get('lineId')), isRemoval ? 0 : Number(fields.get('quantity'))).then(() =>
      drawAnew(parts),
    );
  });
  document.addEventListener('attune:cart-changed', (event) => {
    event.preventDefault();
    void drawAnew(parts);
  });
}

async function change(id: string, quantity: number): Promise<void> {
  await fetch('/cart/change.js', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id, quantity }),
  });
}

async function drawAnew(parts: readonly string[]): Promise<void> {
  const text = await (await fetch(location.href)).text();
  const page = new DOMParser().parseFromString(text, 'text/html');
  for (const part of parts) {
    const fresh = page.querySelector(part);
    // An emptied cart has no lines and no total any more.
    document.querySelector(part)?.replaceChildren(...(fresh?.childNodes ?? []));
  }
  const count = document.querySelector('#cart-count');
  if (count) count.textContent = page.querySelector('#cart-count')?.textContent ?? '';
}
