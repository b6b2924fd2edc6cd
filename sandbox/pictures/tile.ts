import { hashText } from '#sandbox/shop/random.ts';
import type { Product } from '#sandbox/shop/shop.ts';
import { glyphOf } from './glyphs.ts';

interface Palette {
  readonly ground: string;
  readonly shade: string;
  readonly light: string;
  readonly ink: string;
}

const palette = (ground: string, shade: string, light: string, ink: string): Palette => ({
  ground,
  shade,
  light,
  ink,
});

const BY_COLOUR: readonly (readonly [string, Palette])[] = [
  ['pink', palette('#fbe4ec', '#f5cfdd', '#f08cb0', '#8a2a52')],
  ['red', palette('#fde5e1', '#f9d0c9', '#ec7361', '#86221a')],
  ['blue', palette('#e2edfa', '#cddff4', '#78aae4', '#1f4680')],
  ['green', palette('#e4f2e4', '#d0e7d1', '#80bd86', '#245a2d')],
  ['turquoise', palette('#dff3f2', '#c8e8e7', '#62bab8', '#15575a')],
  ['purple', palette('#eee7f8', '#e0d4f1', '#a98bd6', '#4b2c80')],
  ['amber', palette('#fdf0d8', '#f9e3bb', '#eeb34a', '#7a4b08')],
  ['gold', palette('#fbf1d9', '#f5e5bd', '#dfb653', '#6f5010')],
  ['black', palette('#e9e9ec', '#dadade', '#84848f', '#26262d')],
  ['silver', palette('#eef0f3', '#dfe3e8', '#a3adba', '#3f4a58')],
  ['white', palette('#f4f2ee', '#e8e4dc', '#ffffff', '#5a5347')],
  ['ivory', palette('#f8f2e4', '#efe6d1', '#e2cfa1', '#685531')],
  ['cream', palette('#f8f2e4', '#efe6d1', '#e2cfa1', '#685531')],
];
const OTHERS: readonly Palette[] = [
  palette('#e8eee6', '#d8e2d5', '#9db893', '#38512f'),
  palette('#f7e9e0', '#eed9ca', '#dba27c', '#74401d'),
  palette('#e5ebf2', '#d4dde9', '#8fa6c4', '#2f4566'),
  palette('#f3e7ee', '#e8d6e1', '#c490ab', '#66304c'),
  palette('#e4f0ef', '#d1e4e2', '#7fb3ae', '#235551'),
  palette('#f6efdb', '#ece2c2', '#cfb465', '#5f4c14'),
];

function paletteOf(product: Product): Palette {
  const named = BY_COLOUR.find(([colour]) => product.tags.includes(colour))?.[1];
  const other = OTHERS[hashText(product.sku) % OTHERS.length];
  return named ?? other ?? palette('#eeeeee', '#dddddd', '#bbbbbb', '#333333');
}

/** A quiet pattern behind the drawing: dots, stripes, rings or none, by the title's words or the sku. */
function groundPattern(product: Product, { shade }: Palette): string {
  const isDotted = product.tags.includes('polkadot') || product.tags.includes('retrospot');
  const kind = isDotted ? 0 : hashText(`${product.sku}/pattern`) % 4;
  if (kind === 0) {
    return `<pattern id="p" width="16" height="16" patternUnits="userSpaceOnUse"><circle cx="4" cy="4" r="2.6" fill="${shade}"/><circle cx="12" cy="12" r="2.6" fill="${shade}"/></pattern>`;
  }
  if (kind === 1) {
    return `<pattern id="p" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="12" fill="${shade}"/></pattern>`;
  }
  if (kind === 2) {
    return `<pattern id="p" width="96" height="96" patternUnits="userSpaceOnUse"><circle cx="48" cy="50" r="38" fill="${shade}"/></pattern>`;
  }
  return `<pattern id="p" width="96" height="96" patternUnits="userSpaceOnUse"><path d="M0 70h96v26H0z" fill="${shade}"/></pattern>`;
}

const escapeXml = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  );

/** How many pieces a set has, from its title: "Set of 3", "Pack of 12". */
function countOf(title: string): string | null {
  return /(?:set|pack)(?: of|\/)? ?(\d{1,3})\b/i.exec(title)?.[1] ?? null;
}

function badge(title: string, { ink }: Palette): string {
  const count = countOf(title);
  if (!count) return '';
  return `<circle cx="78" cy="18" r="12" fill="${ink}"/><text x="78" y="22.4" font-family="system-ui,sans-serif" font-size="12" font-weight="700" fill="#fff" text-anchor="middle">${count}</text>`;
}

/** A product's picture: a 96 x 96 tile drawn from its type, colours and the number of pieces. Meant for 64 to 96 pixels. */
export function drawTile(product: Product): string {
  const colours = paletteOf(product);
  const glyph = glyphOf(product.productType);
  const fill = glyph.fill ? `<path d="${glyph.fill}" fill="${colours.light}" fill-opacity=".85"/>` : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="512" height="512" role="img" aria-label="${escapeXml(product.title)}"><defs>${groundPattern(product, colours)}</defs><rect width="96" height="96" fill="${colours.ground}"/><rect width="96" height="96" fill="url(#p)"/>${fill}<path d="${glyph.line}" fill="none" stroke="${colours.ink}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>${badge(product.title, colours)}</svg>`;
}
