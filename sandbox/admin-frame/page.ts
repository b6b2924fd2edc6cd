import { FRAME_STYLE } from './page-style.ts';

export interface FramePage {
  readonly shopName: string;
  /** Address of the app's document with all its parameters. */
  readonly appAddress: string;
  /** The frame's own path before the app's: `/store/attune-demo/apps/attune`. */
  readonly base: string;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const icon = (path: string): string =>
  `<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${path}"/></svg>`;

const ITEMS: readonly (readonly [string, string])[] = [
  ['Home', 'M2.5 7.5L8 3l5.5 4.5V13h-11zM6.5 13V9.5h3V13'],
  ['Orders', 'M3 2.5h10v11l-2-1.2-1.5 1.2L8 12.3l-1.500 1.2L5 12.300l-2 1.200zM5.500 6h5M5.500 9h5'],
  ['Products', 'M2.500 5L8 2.500 13.500 5v6L8 13.500 2.500 11zM2.500 5L8 7.500 13.500 5M8 7.500v6'],
  ['Customers', 'M8 8a2.600 2.600 0 1 0-.1 0zM3 13.500c.5-3 2.500-4 5-4s4.500 1 5 4'],
  ['Marketing', 'M3 6.500v3h2l5 3v-9l-5 3zM12.500 6.500v3'],
  ['Analytics', 'M3 13V8M7 13V3M11 13V6M14 13.500H2'],
];
const APP_ICON = icon('M8 2.500a5.500 5.500 0 1 0 .1 0zM5.500 9.500c1-4 4-4 5 0M6.500 7.800h3');

/** The admin's page with the app in an iframe. The other menu entries are only for the eye: the sandbox has no pages behind them. */
export function renderFrame({ shopName, appAddress, base }: FramePage): string {
  const settings = JSON.stringify({ appOrigin: new URL(appAddress).origin, base }).replace(/</g, '\\u003c');
  const initials = shopName
    .split(' ')
    .map((word) => word[0])
    .join('')
    .slice(0, 2);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Attune · ${escapeHtml(shopName)}</title><link rel="icon" href="data:,"><style>${FRAME_STYLE}</style></head>
<body>
<header><div class="brand">${icon('M2.500 6l1.500-3h8l1.500 3M3.500 6v7h9V6M6.500 13V9.500h3V13')} Sandbox admin</div>
<div class="search" aria-hidden="true">Search</div>
<div class="who">${escapeHtml(shopName)} <b aria-hidden="true">${escapeHtml(initials)}</b></div></header>
<nav aria-label="Admin">${ITEMS.map(([label, path]) => `<span>${icon(path)}${label}</span>`).join('')}
<h2>Apps</h2><a id="app-name" href="${escapeHtml(base)}">${APP_ICON}Attune</a><div id="app-links"></div>
<div class="note">A local stand-in of the shop's admin. Only the app is real.</div></nav>
<main><div class="title">${APP_ICON}Attune</div><div id="progress"></div>
<iframe title="Attune" name="app-iframe" src="${escapeHtml(appAddress)}" allow="clipboard-write"></iframe>
<div id="toast" role="status" hidden></div></main>
<div id="save-bar" role="region" aria-label="Unsaved changes" hidden><span>Unsaved changes</span><button id="discard">Discard</button><button id="save">Save</button></div>
<dialog id="picker"><form method="dialog"><h3>Choose products</h3><input id="picker-search" type="search" placeholder="Search products" aria-label="Search products"><div id="picker-list"></div><footer><button value="cancel">Cancel</button><button class="primary" value="add">Add</button></footer></form></dialog>
<script id="settings" type="application/json">${settings}</script><script src="/admin-frame.js"></script>
</body></html>`;
}
