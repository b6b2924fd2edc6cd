/**
 * A stand-in of App Bridge for the sandbox's admin frame: what Attune uses of it, in Shopify's names. It runs inside the app's
 * document as a plain script, before the app's own.
 */
import { navigate, tellNavigation } from './app-navigation.ts';
import { openChannel, type Channel, type Message } from './channel.ts';
import { createSessionFetch } from './session-fetch.ts';

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
const frameOrigin = new URL(script?.src ?? location.href).origin;
const query = new URLSearchParams(location.search);
const isEmbedded = window.parent !== window;

/** The address has shop and host on the first page only. An iframe may be refused its storage. */
function remember(name: string): string {
  const key = `app-bridge-${name}`;
  const given = query.get(name);
  try {
    if (given !== null) sessionStorage.setItem(key, given);
    return given ?? sessionStorage.getItem(key) ?? '';
  } catch {
    return given ?? '';
  }
}

function pressInSaveBar({ bar, isPrimary }: Message): void {
  const buttons = [...(document.getElementById(String(bar))?.querySelectorAll('button') ?? [])];
  buttons.find((button) => (button.getAttribute('variant') === 'primary') === isPrimary)?.click();
}

function hear(message: Message): void {
  if (message.kind === 'navigate') navigate(String(message['href']));
  if (message.kind === 'save-bar') pressInSaveBar(message);
}

const toastOf = ({ tell }: Channel) => ({
  show: (text: string, { isError = false, duration = 5000 }: { isError?: boolean; duration?: number } = {}) =>
    tell('toast', { text, isError, duration }),
  hide: () => tell('toast-hide'),
});

const saveBarOf = ({ tell }: Channel) => ({
  show: async (bar: string) => tell('save-bar-show', { bar }),
  hide: async (bar: string) => tell('save-bar-hide', { bar }),
  toggle: async (bar: string) => tell('save-bar-toggle', { bar }),
  leaveConfirmation: async () => undefined,
});

function createBridge(channel: Channel, idToken: () => Promise<string>) {
  const apiKey =
    script?.dataset['apiKey'] ??
    document.querySelector<HTMLMetaElement>('meta[name=shopify-api-key]')?.content ??
    '';
  return {
    config: { apiKey, shop: remember('shop'), host: remember('host'), locale: query.get('locale') ?? 'en' },
    environment: { embedded: isEmbedded, mobile: false, pos: false },
    ready: Promise.resolve(),
    idToken,
    loading: (isLoading = true) => channel.tell('loading', { isLoading }),
    toast: toastOf(channel),
    saveBar: saveBarOf(channel),
    resourcePicker: (options: Record<string, unknown>) => channel.ask('resource-picker', options),
    scopes: {
      query: () => channel.ask('scopes'),
      request: (wanted: readonly string[]) => channel.ask('scopes-request', { wanted }),
    },
  };
}

/** The bounce page: goes where the app wanted to be, with a fresh id_token. */
async function reload(address: string, idToken: () => Promise<string>): Promise<void> {
  const target = new URL(address, location.origin);
  if (target.origin !== location.origin) return;
  target.searchParams.set('id_token', await idToken());
  location.replace(target);
}

/** The shop's own domain is this sandbox: a page of the shop that the app opens is one of the sandbox's. */
function openOf(open: typeof window.open): typeof window.open {
  return (address, ...rest) => {
    const url = new URL(address ?? '', location.href);
    const isShop = url.hostname === remember('shop');
    return open(isShop ? `${frameOrigin}${url.pathname}${url.search}` : address, ...rest);
  };
}

function hideNavigation(): void {
  const style = document.createElement('style');
  style.textContent = 'ui-nav-menu,s-app-nav,ui-save-bar,ui-title-bar{display:none!important}';
  document.head.append(style);
}

function start(): void {
  const channel = openChannel(() => (isEmbedded ? window.parent : null), frameOrigin, hear);
  const idToken = async (): Promise<string> => {
    if (!isEmbedded) throw new Error('Expected the admin frame around the app: open it from the admin.');
    return String(await channel.ask('id-token'));
  };
  const fetchWithToken = createSessionFetch(window.fetch.bind(window), idToken);
  Object.assign(window, {
    shopify: createBridge(channel, idToken),
    ...(isEmbedded && { fetch: fetchWithToken, open: openOf(window.open.bind(window)) }),
  });
  const wanted = query.get('shopify-reload');
  if (wanted !== null) return void reload(wanted, idToken);
  hideNavigation();
  tellNavigation(channel);
}

start();
