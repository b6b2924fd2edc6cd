import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { BadRequest } from '#sandbox/http/body.ts';
import type { PagePixel } from '#sandbox/pixel/page-pixel.ts';
import type { CheckoutShop, CheckoutView } from '../checkout-shop.ts';
import { extensionDefinition, type ExtensionDefinition } from '../host/extension-definition.ts';
import type { CheckoutPageName, PageData } from '../host/page-data.ts';
import type { Stack } from '../protocol.ts';

/** Definitions of all extensions built for a stack; none when the folder is not there yet. */
export async function readDefinitions(extensionsDir: string, stack: Stack): Promise<ExtensionDefinition[]> {
  const folder = path.join(extensionsDir, stack);
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  return await Promise.all(names.map((name) => readDefinition(path.join(folder, name))));
}

async function readDefinition(file: string): Promise<ExtensionDefinition> {
  const parsed = extensionDefinition.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success)
    throw new BadRequest(`Expected an extension definition in ${file}: ${parsed.error.message}`, 500);
  return parsed.data;
}

export interface PageRequest {
  readonly page: CheckoutPageName;
  readonly stack: Stack;
  readonly checkout: CheckoutView;
  readonly bundleBase: string;
  readonly apiVersion: string;
  readonly pixel: PagePixel | null;
}

/** Everything the page begins with, so that it asks for nothing before it renders. */
export function pageData(
  shop: CheckoutShop,
  extensions: ExtensionDefinition[],
  request: PageRequest,
): PageData {
  return {
    page: request.page,
    checkout: request.checkout,
    shop: shop.card,
    countries: shop.countries,
    paymentOptions: shop.paymentOptions,
    demoCustomers: shop.listDemoCustomers(),
    extensions,
    bundleBase: request.bundleBase,
    apiVersion: request.apiVersion,
    pixel: request.pixel,
  };
}

const TITLES: Readonly<Record<CheckoutPageName, string>> = {
  checkout: 'Checkout',
  'thank-you': 'Thank you',
  'order-status': 'Order',
};

/** The page around the script. Data stands in a JSON block with every "<" escaped, so no text of it can end the block. */
export function renderPage(data: PageData): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${TITLES[data.page]} - ${escapeHtml(data.shop.name)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/checkout-assets/page.css">
</head>
<body>
<div id="checkout"></div>
<script type="application/json" id="checkout-data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
<script src="/checkout-assets/page.js"></script>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
