/** Bundles the web pixel as Shopify's CLI does: one classic script that registers by `shopify.extend('WebPixel::Render', fn)`. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { parse } from 'smol-toml';
import { z } from 'zod';

const PIXEL = join(import.meta.dirname, 'web-pixel');

const settingsField = z.strictObject({
  name: z.string().min(1),
  description: z.string(),
  type: z.enum(['single_line_text_field', 'number_integer']),
  validations: z.array(z.strictObject({ name: z.enum(['min', 'max']), value: z.string() })),
});

const pixelToml = z.strictObject({
  api_version: z.string().regex(/^\d{4}-\d{2}$/),
  type: z.literal('web_pixel_extension'),
  name: z.string().min(1),
  handle: z.string().regex(/^[a-z0-9-]{1,50}$/),
  description: z.string(),
  runtime_context: z.literal('strict'),
  customer_privacy: z.strictObject({
    analytics: z.boolean(),
    marketing: z.boolean(),
    preferences: z.boolean(),
    sale_of_data: z.enum(['enabled', 'disabled', 'ldu']),
  }),
  settings: z.strictObject({ type: z.literal('object'), fields: z.record(z.string(), settingsField) }),
});

/** What a host needs to know of the pixel; written beside it as JSON. */
export interface PixelDefinition {
  readonly handle: string;
  readonly apiVersion: string;
  /** Consents without which it is not loaded. */
  readonly needs: readonly ('analytics' | 'marketing' | 'preferences')[];
  /** Names of the settings, all of them required. */
  readonly settings: readonly string[];
}

/** @throws Error naming every field of the toml that is missing or wrong. */
export async function readPixelDefinition(): Promise<PixelDefinition> {
  const path = join(PIXEL, 'shopify.extension.toml');
  const read = pixelToml.safeParse(parse(await readFile(path, 'utf8')));
  if (!read.success) throw new Error(`${path}: ${z.prettifyError(read.error)}`);
  const { handle, api_version: apiVersion, customer_privacy: privacy, settings } = read.data;
  const levels = ['analytics', 'marketing', 'preferences'] as const;
  return {
    handle,
    apiVersion,
    needs: levels.filter((level) => privacy[level]),
    settings: Object.keys(settings.fields),
  };
}

/**
 * Writes `<outDir>/attune-web-pixel.js` and `.json` (a PixelDefinition), and tells the bundle's size in bytes: Shopify takes 128 KB,
 * uncompressed.
 *
 * @param appUrl Origin of the app's pixel intake, without a slash at the end; compiled into the bundle.
 */
export async function buildPixel(options: {
  readonly appUrl: string;
  readonly outDir: string;
}): Promise<{ readonly path: string; readonly rawBytes: number }> {
  const definition = await readPixelDefinition();
  const path = join(options.outDir, `${definition.handle}.js`);
  await mkdir(options.outDir, { recursive: true });
  const built = await build({
    entryPoints: [join(PIXEL, 'src/index.ts')],
    outfile: path,
    bundle: true,
    minify: true,
    target: 'es6',
    legalComments: 'none',
    logLevel: 'error',
    metafile: true,
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.APP_URL': JSON.stringify(options.appUrl.replace(/\/+$/, '')),
    },
  });
  await writeFile(join(options.outDir, `${definition.handle}.json`), JSON.stringify(definition, null, 2));
  const rawBytes = Object.values(built.metafile.outputs).reduce((sum, { bytes }) => sum + bytes, 0);
  return { path, rawBytes };
}
