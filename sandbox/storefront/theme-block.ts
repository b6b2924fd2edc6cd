import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Liquid, Tag, type TagToken, type TopLevelToken } from 'liquidjs';
import { z } from 'zod';
import type { Shop } from '#sandbox/shop/shop.ts';
import { Html } from './html.ts';
import { formatPrice } from './product-tiles.ts';
import type { Visitor } from './visitor.ts';

/** The app's theme extension, the folder that is deployed. */
export const THEME_EXTENSION = path.resolve(import.meta.dirname, '../../extensions/theme-cart');
/** Where its assets are served. */
const ASSETS = '/theme-assets';

const schema = z.object({
  stylesheet: z.string(),
  javascript: z.string(),
  settings: z.array(z.object({ id: z.string(), default: z.unknown().optional() })),
});

const read = (file: string): string => readFileSync(path.join(THEME_EXTENSION, file), 'utf8');

export interface BlockPage {
  readonly shop: Shop;
  readonly visitor: Visitor;
  readonly language: string;
  /** The buyer buys for a company. */
  readonly isBusiness: boolean;
  /** The theme editor looks at the page. */
  readonly isDesignMode: boolean;
}

/**
 * The block on the cart page, rendered by a real Liquid with the objects it asks for, and with the stylesheet and the script that its
 * schema names, as Shopify loads them.
 */
export function renderThemeBlock(page: BlockPage): Html {
  const { shop, visitor, language, isBusiness, isDesignMode } = page;
  const source = read('blocks/offers.liquid');
  const { settings, stylesheet, javascript } = schemaOf(source);
  const { currency } = shop.marketOf(visitor.countryCode);
  const block = createLiquid(language, currency).parseAndRenderSync(source, {
    block: {
      settings: Object.fromEntries(settings.map((each) => [each.id, each.default ?? null])),
      shopify_attributes: '',
    },
    cart: {
      item_count: visitor.cart?.lines.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0,
      currency: { iso_code: currency },
    },
    customer: isBusiness || visitor.customer ? { 'b2b?': isBusiness } : null,
    localization: { country: { iso_code: visitor.countryCode } },
    request: { locale: { iso_code: language }, design_mode: isDesignMode },
  });
  return new Html(
    `<link rel="stylesheet" href="${ASSETS}/${stylesheet}" />${block}<script src="${ASSETS}/${javascript}" defer></script>`,
  );
}

function schemaOf(source: string): z.infer<typeof schema> {
  const [, text = ''] = /\{%\s*schema\s*%\}([\s\S]*)\{%\s*endschema\s*%\}/.exec(source) ?? [];
  return schema.parse(JSON.parse(text));
}

/** Liquid with what Shopify adds to it: `t`, `money`, and a schema that prints nothing. */
function createLiquid(language: string, currency: string): Liquid {
  const liquid = new Liquid({ strictFilters: true, strictVariables: true });
  const texts = textsOf(language);
  liquid.registerFilter('t', (key: string) => texts[key] ?? `translation missing: ${key}`);
  liquid.registerFilter('money', (amountMinor: number) => formatPrice({ amountMinor, currency }));
  liquid.registerTag('schema', SchemaTag);
  return liquid;
}

class SchemaTag extends Tag {
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    while (remaining.length > 0) {
      const next = remaining.shift();
      if (next?.getText() === '{% endschema %}') return;
    }
    throw new Error('Expected {% endschema %}, found the end of the block.');
  }

  override render(): string {
    return '';
  }
}

function textsOf(language: string): Record<string, string> {
  const base = language.split('-')[0] ?? '';
  const file = ['de', 'es', 'fr', 'ja'].includes(base) ? `${base}.json` : 'en.default.json';
  return z.record(z.string(), z.string()).parse(JSON.parse(read(`locales/${file}`)));
}
