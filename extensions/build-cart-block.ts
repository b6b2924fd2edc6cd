/** Bundles the script of the theme's cart block. A theme extension is uploaded as it is, so the script has to lie in its assets. */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Where the CLI looks for it. */
export const THEME_ASSETS = join(import.meta.dirname, 'theme-cart/assets');

/** Writes `<outDir>/attune-cart.js` and tells its size in bytes. */
export async function buildCartBlock(
  outDir: string,
): Promise<{ readonly path: string; readonly rawBytes: number }> {
  await mkdir(outDir, { recursive: true });
  const path = join(outDir, 'attune-cart.js');
  await build({
    entryPoints: [join(import.meta.dirname, 'cart-block/main.ts')],
    outfile: path,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    legalComments: 'none',
    logLevel: 'error',
  });
  return { path, rawBytes: (await stat(path)).size };
}
