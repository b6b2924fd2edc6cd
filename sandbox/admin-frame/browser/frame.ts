/** The admin page around the app: answers the App Bridge stand-in, shows its toasts, save bar, links and picker. */
import { openChannel, type Message } from './channel.ts';
import {
  get,
  hideAllSaveBars,
  isSaveBarShown,
  markLink,
  onSaveBarPress,
  showLinks,
  showSaveBar,
  showToast,
} from './frame-view.ts';
import { pickProducts } from './picker.ts';

const settings: { appOrigin: string; base: string } = JSON.parse(get('settings').textContent ?? '{}');
const frame = document.querySelector('iframe');
let currentPath = '/app';

async function readJson(path: string, body?: unknown): Promise<Record<string, unknown>> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return (await fetch(path, init)).json();
}

/** The frame's own address keeps the app's path and parameters, so that a reload comes back to it. */
function followApp(path: string): void {
  [currentPath = path] = path.split('?');
  if (path.startsWith('/app')) history.replaceState(null, '', settings.base + path);
  markLink(currentPath);
}

async function requestScopes(wanted: unknown): Promise<unknown> {
  const names = Array.isArray(wanted) ? wanted.join(', ') : '';
  const isGranted = window.confirm(`Attune asks for: ${names}. Grant?`);
  if (isGranted) await readJson('/control/scopes', { add: wanted });
  return { result: isGranted ? 'granted-all' : 'declined-all', detail: await readJson('/store-data/scopes') };
}

type Hear = (message: Message) => unknown;

const HEAR: Readonly<Record<string, Hear>> = {
  toast: ({ text, isError, duration }) =>
    showToast(String(text), isError === true, Number(duration) || 5_000),
  'toast-hide': () => (get('toast').hidden = true),
  loading: ({ isLoading }) => (get('progress').hidden = isLoading !== true),
  nav: ({ links }) => {
    if (Array.isArray(links)) showLinks(links, settings.base, (href) => channel.tell('navigate', { href }));
    markLink(currentPath);
  },
  location: ({ path }) => followApp(String(path)),
  'save-bar-show': ({ bar }) => showSaveBar(String(bar), true),
  'save-bar-hide': ({ bar }) => showSaveBar(String(bar), false),
  'save-bar-toggle': ({ bar }) => showSaveBar(String(bar), !isSaveBarShown(String(bar))),
};

const ANSWER: Readonly<Record<string, Hear>> = {
  'id-token': async () => (await readJson('/store-data/session-token'))['token'],
  'resource-picker': ({ multiple }) => pickProducts(multiple === true || Number(multiple) > 1),
  scopes: () => readJson('/store-data/scopes'),
  'scopes-request': ({ wanted }) => requestScopes(wanted),
};

const channel = openChannel(
  () => frame?.contentWindow ?? null,
  settings.appOrigin,
  (message) => {
    HEAR[message.kind]?.(message);
    const answer = ANSWER[message.kind];
    if (answer) void Promise.resolve(answer(message)).then((value) => channel.answer(message, value));
  },
);
onSaveBarPress((bar, isPrimary) => channel.tell('save-bar', { bar, isPrimary }));
frame?.addEventListener('load', () => (get('progress').hidden = true));
frame?.addEventListener('load', hideAllSaveBars);
