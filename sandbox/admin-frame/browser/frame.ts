/** The admin page around the app: answers the App Bridge stand-in, shows its toasts, save bar, links and picker. */
(() => {
  const settings: { appOrigin: string; base: string } = JSON.parse(
    document.getElementById('settings')?.textContent ?? '{}',
  );
  const get = (id: string): HTMLElement => {
    const element = document.getElementById(id);
    if (!element) throw new Error(`Expected an element #${id}.`);
    return element;
  };
  const frame = document.querySelector('iframe');
  const send = (kind: string, fields: Record<string, unknown> = {}): void =>
    frame?.contentWindow?.postMessage({ source: 'attune-app-bridge', kind, ...fields }, settings.appOrigin);
  const answer = (id: unknown, value: unknown): void => send('answer', { id, value });

  const fetchJson = async (path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
    const response = await fetch(path, init);
    return response.json();
  };

  let toastTimer = 0;
  const showToast = (text: string, isError: boolean, duration: number): void => {
    const toast = get('toast');
    toast.textContent = text;
    toast.dataset['error'] = String(isError);
    toast.hidden = false;
    window.clearTimeout(toastTimer);
    toastTimer = window.setTimeout(() => (toast.hidden = true), duration);
  };

  let currentPath = '/app';
  const markLink = (): void => {
    const links = [...get('app-links').querySelectorAll('a')];
    const fits = links.filter(
      (link) => currentPath === link.dataset['href'] || currentPath.startsWith(`${link.dataset['href']}/`),
    );
    const best = fits.sort((a, b) => (b.dataset['href']?.length ?? 0) - (a.dataset['href']?.length ?? 0))[0];
    for (const link of links) link.setAttribute('aria-current', link === best ? 'page' : 'false');
  };
  const showLinks = (links: readonly { href: string; label: string; isHome: boolean }[]): void => {
    get('app-links').replaceChildren(
      ...links
        .filter(({ isHome }) => !isHome)
        .map(({ href, label }) => {
          const link = document.createElement('a');
          link.textContent = label;
          link.href = settings.base + href;
          link.dataset['href'] = href;
          link.addEventListener('click', (event) => {
            event.preventDefault();
            send('navigate', { href });
          });
          return link;
        }),
    );
    const home = links.find(({ isHome }) => isHome);
    get('app-name').onclick = (event) => {
      if (!home) return;
      event.preventDefault();
      send('navigate', { href: home.href });
    };
    markLink();
  };

  const shownBars = new Set<string>();
  const showSaveBar = (bar: string, isShown: boolean): void => {
    if (isShown) shownBars.add(bar);
    else shownBars.delete(bar);
    get('save-bar').hidden = shownBars.size === 0;
  };
  const pressSaveBar = (isPrimary: boolean) => () => {
    for (const bar of shownBars) send('save-bar', { bar, isPrimary });
  };
  get('save').addEventListener('click', pressSaveBar(true));
  get('discard').addEventListener('click', pressSaveBar(false));

  interface PickedProduct {
    readonly id: string;
    readonly title: string;
    readonly image: string;
    readonly variants: readonly unknown[];
  }
  const openPicker = async (id: unknown, isMultiple: boolean): Promise<void> => {
    const dialog = get('picker');
    if (!(dialog instanceof HTMLDialogElement)) return;
    const list = get('picker-list');
    const search = get('picker-search');
    const chosen = new Map<string, PickedProduct>();
    const fill = async (): Promise<void> => {
      const text = search instanceof HTMLInputElement ? search.value : '';
      const found = await fetchJson(`/store-data/products?query=${encodeURIComponent(text)}`);
      const products = Array.isArray(found['products']) ? (found['products'] as PickedProduct[]) : [];
      list.replaceChildren(...products.map((product) => pickerRow(product, isMultiple, chosen)));
    };
    search.oninput = () => void fill();
    await fill();
    dialog.onclose = () => answer(id, dialog.returnValue === 'add' ? [...chosen.values()] : undefined);
    dialog.returnValue = '';
    dialog.showModal();
  };
  const pickerRow = (
    product: PickedProduct,
    isMultiple: boolean,
    chosen: Map<string, PickedProduct>,
  ): HTMLElement => {
    const row = document.createElement('label');
    const input = document.createElement('input');
    input.type = isMultiple ? 'checkbox' : 'radio';
    input.name = 'picked';
    input.checked = chosen.has(product.id);
    input.addEventListener('change', () => {
      if (!isMultiple) chosen.clear();
      if (input.checked) chosen.set(product.id, product);
      else chosen.delete(product.id);
    });
    const image = document.createElement('img');
    image.src = product.image;
    image.alt = '';
    row.append(input, image, product.title);
    return row;
  };

  window.addEventListener('message', ({ data, origin, source }: MessageEvent<Record<string, unknown>>) => {
    if (
      source !== frame?.contentWindow ||
      origin !== settings.appOrigin ||
      data['source'] !== 'attune-app-bridge'
    )
      return;
    const { kind, id } = data;
    if (kind === 'id-token')
      void fetchJson('/store-data/session-token').then(({ token }) => answer(id, token));
    if (kind === 'toast')
      showToast(String(data['text']), data['isError'] === true, Number(data['duration']) || 5000);
    if (kind === 'toast-hide') get('toast').hidden = true;
    if (kind === 'loading') get('progress').hidden = data['isLoading'] !== true;
    if (kind === 'nav' && Array.isArray(data['links'])) showLinks(data['links']);
    if (kind === 'save-bar-show') showSaveBar(String(data['bar']), true);
    if (kind === 'save-bar-hide') showSaveBar(String(data['bar']), false);
    if (kind === 'save-bar-toggle') showSaveBar(String(data['bar']), !shownBars.has(String(data['bar'])));
    if (kind === 'resource-picker')
      void openPicker(id, data['multiple'] === true || Number(data['multiple']) > 1);
    if (kind === 'scopes') void fetchJson('/store-data/scopes').then((scopes) => answer(id, scopes));
    if (kind === 'scopes-request') void requestScopes(id, data['wanted']);
    if (kind === 'location') {
      currentPath = String(data['path']);
      if (currentPath.startsWith('/app')) history.replaceState(null, '', settings.base + currentPath);
      showSaveBar('', false);
      markLink();
    }
  });

  const requestScopes = async (id: unknown, wanted: unknown): Promise<void> => {
    const names = Array.isArray(wanted) ? wanted.join(', ') : '';
    const isGranted = window.confirm(`Attune asks for: ${names}. Grant?`);
    if (isGranted) await fetchJson('/control/scopes', { add: wanted });
    answer(id, {
      result: isGranted ? 'granted-all' : 'declined-all',
      detail: await fetchJson('/store-data/scopes'),
    });
  };

  frame?.addEventListener('load', () => (get('progress').hidden = true));
})();
