/**
 * A stand-in of App Bridge for the sandbox's admin frame: what Attune uses of it, in Shopify's names. It runs inside the app's
 * document as a plain script, before the app's own.
 */
(() => {
  interface Message {
    readonly source: 'attune-app-bridge';
    readonly kind: string;
    readonly id?: number;
    readonly [field: string]: unknown;
  }
  const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
  const frameOrigin = new URL(script?.src ?? location.href).origin;
  const query = new URLSearchParams(location.search);

  /** The address has shop and host on the first page only; Shopify's script remembers them too. */
  const remember = (name: string): string => {
    const key = `app-bridge-${name}`;
    const given = query.get(name);
    try {
      if (given !== null) sessionStorage.setItem(key, given);
      return given ?? sessionStorage.getItem(key) ?? '';
    } catch {
      return given ?? '';
    }
  };
  const apiKey =
    script?.dataset['apiKey'] ??
    document.querySelector<HTMLMetaElement>('meta[name=shopify-api-key]')?.content ??
    '';

  let lastId = 0;
  const answers = new Map<number, (value: unknown) => void>();
  const tell = (kind: string, fields: Record<string, unknown> = {}): void => {
    if (window.parent === window) return;
    window.parent.postMessage({ source: 'attune-app-bridge', kind, ...fields }, frameOrigin);
  };
  const ask = (kind: string, fields: Record<string, unknown> = {}): Promise<unknown> => {
    if (window.parent === window)
      return Promise.reject(new Error('App Bridge needs the admin frame around the app.'));
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      answers.set(id, resolve);
      tell(kind, { ...fields, id });
    });
  };

  const idToken = async (): Promise<string> => String(await ask('id-token'));
  const plainFetch = window.fetch.bind(window);

  /** Requests to the app itself carry a fresh session token; one refused as stale is tried once more. */
  const fetchWithToken = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const isOwn = new URL(request.url).origin === location.origin;
    if (!isOwn || request.headers.has('Authorization')) return plainFetch(request);
    const spare = request.clone();
    const send = async (one: Request): Promise<Response> => {
      one.headers.set('Authorization', `Bearer ${await idToken()}`);
      one.headers.set('X-Requested-With', 'XMLHttpRequest');
      return plainFetch(one);
    };
    const response = await send(request);
    const isStale = response.headers.get('X-Shopify-Retry-Invalid-Session-Request') === '1';
    return isStale ? send(spare) : response;
  };

  const saveBarOf = (id: string): HTMLElement | null => document.getElementById(id);
  const pressInSaveBar = (id: string, isPrimary: boolean): void => {
    const buttons = [...(saveBarOf(id)?.querySelectorAll('button') ?? [])];
    buttons.find((button) => (button.getAttribute('variant') === 'primary') === isPrimary)?.click();
  };

  const readLinks = (): { href: string; label: string; isHome: boolean }[] =>
    [...document.querySelectorAll('s-app-nav s-link, ui-nav-menu a')].map((link) => ({
      href: link.getAttribute('href') ?? '/',
      label: link.textContent?.trim() ?? '',
      isHome: link.getAttribute('rel') === 'home',
    }));
  let toldLinks = '';
  const tellLinks = (): void => {
    const links = readLinks();
    const text = JSON.stringify(links);
    if (links.length === 0 || text === toldLinks) return;
    toldLinks = text;
    tell('nav', { links });
  };
  let toldPath = '';
  const tellLocation = (): void => {
    const path = location.pathname;
    if (path === toldPath) return;
    toldPath = path;
    tell('location', { path });
  };

  /** The app's router hears `shopify:navigate` on the link; without one, the document goes there. */
  const navigate = (href: string): void => {
    const link = [...document.querySelectorAll('s-app-nav s-link, ui-nav-menu a')].find(
      (one) => one.getAttribute('href') === href,
    );
    if (link)
      link.dispatchEvent(
        new CustomEvent('shopify:navigate', { bubbles: true, composed: true, cancelable: true }),
      );
    else location.assign(href);
  };

  const isMessage = (value: unknown): value is Message =>
    typeof value === 'object' && value !== null && 'source' in value && value.source === 'attune-app-bridge';
  window.addEventListener('message', ({ data, origin, source }: MessageEvent<unknown>) => {
    if (source !== window.parent || origin !== frameOrigin || !isMessage(data)) return;
    if (data.kind === 'answer' && data.id !== undefined) {
      answers.get(data.id)?.(data['value']);
      answers.delete(data.id);
    }
    if (data.kind === 'navigate') navigate(String(data['href']));
    if (data.kind === 'save-bar') pressInSaveBar(String(data['bar']), data['isPrimary'] === true);
  });

  for (const name of ['pushState', 'replaceState'] as const) {
    const plain = history[name].bind(history);
    history[name] = (...args: Parameters<History['pushState']>) => {
      plain(...args);
      tellLocation();
    };
  }
  window.addEventListener('popstate', tellLocation);

  const bridge = {
    config: { apiKey, shop: remember('shop'), host: remember('host'), locale: query.get('locale') ?? 'en' },
    environment: { embedded: window.parent !== window, mobile: false, pos: false },
    ready: Promise.resolve(),
    idToken,
    loading: (isLoading?: boolean) => tell('loading', { isLoading: isLoading !== false }),
    toast: {
      show: (text: string, options: { isError?: boolean; duration?: number } = {}) => {
        tell('toast', { text, isError: options.isError === true, duration: options.duration ?? 5000 });
        return String(Date.now());
      },
      hide: () => tell('toast-hide'),
    },
    saveBar: {
      show: async (id: string) => tell('save-bar-show', { bar: id }),
      hide: async (id: string) => tell('save-bar-hide', { bar: id }),
      toggle: async (id: string) => tell('save-bar-toggle', { bar: id }),
      leaveConfirmation: async () => undefined,
    },
    resourcePicker: (options: { type: string; multiple?: boolean | number; query?: string }) =>
      ask('resource-picker', { ...options }),
    scopes: {
      query: () => ask('scopes'),
      request: (wanted: readonly string[]) => ask('scopes-request', { wanted }),
    },
  };
  Object.assign(window, { shopify: bridge, fetch: fetchWithToken });

  /** The bounce page: comes back to where the app wanted to be, with a fresh id_token. */
  const reload = query.get('shopify-reload');
  if (reload !== null) {
    void idToken().then((token) => {
      const target = new URL(reload, location.origin);
      if (target.origin !== location.origin) return;
      target.searchParams.set('id_token', token);
      location.replace(target);
    });
    return;
  }

  const hide = document.createElement('style');
  hide.textContent = 'ui-nav-menu,s-app-nav,ui-save-bar,ui-title-bar{display:none!important}';
  document.head.append(hide);
  new MutationObserver(tellLinks).observe(document, { childList: true, subtree: true });
  window.addEventListener('DOMContentLoaded', tellLinks);
  window.addEventListener('load', () => tell('loading', { isLoading: false }));
  tellLocation();
})();
