/**
 * Builds the checkout extension twice from one source, with the options of Shopify's CLI (4.8, `shopify app build`), and writes
 * beside each bundle what a host needs to know of it. `node extensions/build.ts` prints the sizes.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { brotliCompressSync, deflateSync } from 'node:zlib';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';
import { buildCartBlock, THEME_ASSETS } from './build-cart-block.ts';
import { buildFunction } from './build-function.ts';
import { buildPixel } from './build-pixel.ts';
import { readDefinition } from './definition.ts';
import type { ExtensionDefinition, TomlExtension } from './definition.ts';

const EXTENSIONS = import.meta.dirname;
const CHECKOUT = join(EXTENSIONS, 'checkout');

export interface BundleSize {
  readonly path: string;
  readonly rawBytes: number;
  /** What Shopify measures at deploy (zlib deflate); its limit is 64 KB. */
  readonly deflateBytes: number;
  /** What the CLI prints from 4.8 on (brotli, quality 11). */
  readonly brotliBytes: number;
}

/** Where each build's definition is, and which packages its imports find. */
const BUILDS = [
  { name: 'modern', toml: join(CHECKOUT, 'shopify.extension.toml'), packagesFrom: CHECKOUT },
  { name: 'legacy', toml: join(EXTENSIONS, 'legacy.toml'), packagesFrom: EXTENSIONS },
] as const;
export type BuildName = (typeof BUILDS)[number]['name'];

/**
 * Writes `<outDir>/{modern,legacy}/<handle>.js` and `.json` (an ExtensionDefinition).
 *
 * @param appUrl Origin of the app's checkout API, without a slash at the end; compiled into the bundles.
 * @param outDir Folder for both builds, made when missing.
 * @throws Error when a toml is incomplete or a bundle does not compile.
 */
export async function buildExtensions(options: {
  readonly appUrl: string;
  readonly outDir: string;
}): Promise<Readonly<Record<BuildName, BundleSize>>> {
  const appUrl = options.appUrl.replace(/\/+$/, '');
  const [modern, legacy] = await Promise.all(
    BUILDS.map(async ({ name, toml, packagesFrom }) => {
      const extension = await readDefinition(toml);
      const folder = join(options.outDir, name);
      await mkdir(folder, { recursive: true });
      const path = join(folder, `${extension.handle}.js`);
      await build(bundleOptions({ extension, packagesFrom, appUrl, path }));
      await writeFile(join(folder, `${extension.handle}.json`), await describe(extension));
      return measure(path);
    }),
  );
  if (!modern || !legacy) throw new Error('Expected two builds, found fewer.');
  return { modern, legacy };
}

async function describe({
  handle,
  apiVersion,
  targeting,
  capabilities,
  metafields,
  settings,
}: TomlExtension): Promise<string> {
  const definition: ExtensionDefinition = {
    handle,
    apiVersion,
    targets: targeting.map(({ target }) => target),
    capabilities,
    metafields,
    settings,
    ...(await readLocales(join(CHECKOUT, 'locales'))),
  };
  return JSON.stringify(definition, null, 2);
}

async function readLocales(folder: string): Promise<Pick<ExtensionDefinition, 'defaultLocale' | 'locales'>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  const entries = await Promise.all(
    files.map(async (file) => {
      const texts: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'));
      return [file.split('.')[0] ?? file, texts] as const;
    }),
  );
  const defaultFile = files.find((file) => file.endsWith('.default.json'));
  return { defaultLocale: defaultFile?.split('.')[0] ?? 'en', locales: Object.fromEntries(entries) };
}

interface BundleParts {
  readonly extension: TomlExtension;
  readonly packagesFrom: string;
  readonly appUrl: string;
  readonly path: string;
}

/** The options of the CLI's `getESBuildOptions`, production. */
function bundleOptions({ extension, packagesFrom, appUrl, path }: BundleParts): BuildOptions {
  return {
    stdin: { contents: entryOf(extension), resolveDir: extension.directory, loader: 'tsx' },
    outfile: path,
    bundle: true,
    minify: true,
    jsx: 'automatic',
    target: 'es6',
    legalComments: 'none',
    logLevel: 'error',
    loader: { '.esnext': 'ts', '.js': 'jsx' },
    resolveExtensions: ['.tsx', '.ts', '.js', '.json', '.esnext', '.mjs', '.ejs'],
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.APP_URL': JSON.stringify(appUrl),
    },
    plugins: [findPackages(packagesFrom), deduplicateReact(packagesFrom)],
  };
}

/** From 2025-10 on the CLI registers each module's default export; before, the module registered itself. */
function entryOf({ apiVersion, targeting }: TomlExtension): string {
  if (apiVersion < '2025-10') return targeting.map(({ module }) => `import '${module}';`).join('\n');
  const lines = targeting.map(
    ({ module, target }, index) =>
      `import Target_${index} from '${module}';shopify.extend('${target}', (...args) => Target_${index}(...args));`,
  );
  return lines.join('\n');
}

/**
 * The shared source lies in checkout/, whose packages are those of the modern build. For the legacy one the same imports are
 * looked up from extensions/, that is, in the repository's own packages: the real React and the real package.
 */
function findPackages(packagesFrom: string): Plugin {
  return {
    name: 'attune:find-packages',
    setup({ onResolve, resolve: resolvePackage }) {
      onResolve({ filter: /^(react|react\/.*|@shopify\/ui-extensions-react\/.*)$/ }, (args) => {
        if (args.pluginData === 'found' || !args.importer.startsWith(CHECKOUT)) return null;
        return resolvePackage(args.path, { kind: args.kind, resolveDir: packagesFrom, pluginData: 'found' });
      });
    },
  };
}

/** As the CLI does it: every import of bare `react` gets one file. */
function deduplicateReact(packagesFrom: string): Plugin {
  const path = createRequire(join(packagesFrom, 'package.json')).resolve('react');
  return {
    name: 'shopify:deduplicate-react',
    setup({ onResolve }) {
      onResolve({ filter: /^react$/ }, () => ({ path }));
    },
  };
}

async function measure(path: string): Promise<BundleSize> {
  const bytes = await readFile(path);
  return {
    path,
    rawBytes: bytes.byteLength,
    deflateBytes: deflateSync(bytes).byteLength,
    brotliBytes: brotliCompressSync(bytes).byteLength,
  };
}

if (process.argv[1] === import.meta.filename) {
  const appUrl = process.env.SHOPIFY_APP_URL ?? 'http://127.0.0.1:3000';
  const outDir = resolve(EXTENSIONS, '../build/extensions');
  const sizes = await buildExtensions({ appUrl, outDir });
  const discount = await buildFunction(outDir);
  const pixel = await buildPixel({ appUrl, outDir });
  const [cart] = await Promise.all([join(outDir, 'theme'), THEME_ASSETS].map(buildCartBlock));
  console.log(`function: ${discount.rawBytes} bytes raw  ${discount.path}`);
  console.log(`cart block: ${cart?.rawBytes} bytes raw  ${cart?.path}`);
  console.log(`pixel: ${pixel.rawBytes} bytes raw  ${pixel.path}`);
  for (const [name, { rawBytes, deflateBytes, brotliBytes, path }] of Object.entries(sizes)) {
    console.log(`${name}: ${rawBytes} bytes raw, ${deflateBytes} deflate, ${brotliBytes} brotli  ${path}`);
  }
}
