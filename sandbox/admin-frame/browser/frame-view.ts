import type { AppLink } from './app-navigation.ts';

/** An element the page is made with. */
export function get(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`Expected an element #${id}.`);
  return element;
}

let toastTimer = 0;

export function showToast(text: string, isError: boolean, durationMs: number): void {
  const toast = get('toast');
  toast.textContent = text;
  toast.dataset['error'] = String(isError);
  toast.hidden = false;
  window.clearTimeout(toastTimer);
  toastTimer = window.setTimeout(() => (toast.hidden = true), durationMs);
}

/** The app's links in the left menu; a press goes to the app, the address stays a real one for a new tab. */
export function showLinks(links: readonly AppLink[], base: string, goTo: (href: string) => void): void {
  const press = (href: string) => (event: Event) => {
    event.preventDefault();
    goTo(href);
  };
  const elements = links
    .filter(({ isHome }) => !isHome)
    .map(({ href, label }) => {
      const link = document.createElement('a');
      link.textContent = label;
      link.href = base + href;
      link.dataset['href'] = href;
      link.addEventListener('click', press(href));
      return link;
    });
  get('app-links').replaceChildren(...elements);
  const home = links.find(({ isHome }) => isHome);
  get('app-name').onclick = home ? press(home.href) : null;
}

/** Marks the link that fits the path best. */
export function markLink(path: string): void {
  const links = [...get('app-links').querySelectorAll('a')];
  const fits = links.filter(({ dataset: { href } }) => path === href || path.startsWith(`${href}/`));
  const [best] = fits.sort((a, b) => (b.dataset['href']?.length ?? 0) - (a.dataset['href']?.length ?? 0));
  for (const link of links) link.setAttribute('aria-current', link === best ? 'page' : 'false');
}

const shownBars = new Set<string>();

export function showSaveBar(bar: string, isShown: boolean): void {
  if (isShown) shownBars.add(bar);
  else shownBars.delete(bar);
  get('save-bar').hidden = shownBars.size === 0;
}

/** Another document has come: its page has changed nothing yet. */
export function hideAllSaveBars(): void {
  shownBars.clear();
  get('save-bar').hidden = true;
}

export const isSaveBarShown = (bar: string): boolean => shownBars.has(bar);

/** Calls `press` for every bar shown when Save or Discard is pressed. */
export function onSaveBarPress(press: (bar: string, isPrimary: boolean) => void): void {
  get('save').addEventListener('click', () => shownBars.forEach((bar) => press(bar, true)));
  get('discard').addEventListener('click', () => shownBars.forEach((bar) => press(bar, false)));
}
