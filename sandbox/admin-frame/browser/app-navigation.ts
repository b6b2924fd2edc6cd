import type { Channel } from './channel.ts';

const LINKS = 's-app-nav s-link, ui-nav-menu a';

export interface AppLink {
  readonly href: string;
  readonly label: string;
  readonly isHome: boolean;
}

const linkElements = (): Element[] => [...document.querySelectorAll(LINKS)];

function readLinks(): AppLink[] {
  return linkElements().map((link) => ({
    href: link.getAttribute('href') ?? '/',
    label: link.textContent?.trim() ?? '',
    isHome: link.getAttribute('rel') === 'home',
  }));
}

/** What the admin adds to the address of an embedded page. */
const ADMIN_PARAMETERS = ['embedded', 'host', 'id_token', 'locale', 'session', 'shop', 'timestamp', 'hmac'];

/** The page's path with its own parameters. */
function ownPath(): string {
  const query = new URLSearchParams(location.search);
  for (const name of ADMIN_PARAMETERS) query.delete(name);
  return query.size === 0 ? location.pathname : `${location.pathname}?${query}`;
}

/** Tells the frame the app's links whenever they change, and its path whenever it moves. */
export function tellNavigation({ tell }: Channel): void {
  let toldLinks = '[]';
  let toldPath = '';
  const tellLinks = (): void => {
    const links = readLinks();
    const text = JSON.stringify(links);
    if (text === toldLinks) return;
    toldLinks = text;
    tell('nav', { links });
  };
  const tellPath = (): void => {
    const path = ownPath();
    if (path === toldPath) return;
    toldPath = path;
    tell('location', { path: toldPath });
  };
  new MutationObserver(tellLinks).observe(document, { childList: true, subtree: true });
  for (const name of ['pushState', 'replaceState'] as const) {
    const plain = history[name].bind(history);
    history[name] = (...args: Parameters<History['pushState']>) => {
      plain(...args);
      tellPath();
    };
  }
  window.addEventListener('popstate', tellPath);
  tellPath();
}

/** The app's router hears `shopify:navigate` on the link; an address without a link loads as a document. */
export function navigate(href: string): void {
  const link = linkElements().find((one) => one.getAttribute('href') === href);
  const event = new CustomEvent('shopify:navigate', { bubbles: true, composed: true, cancelable: true });
  if (link) link.dispatchEvent(event);
  else location.assign(href);
}
